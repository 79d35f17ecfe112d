"""Machines that are wrong in one place each, in the ways in which others have been wrong before us."""

from collections.abc import Generator
from dataclasses import replace

from shared.stream.agreement import Agrees
from shared.stream.cursor import Cursor
from shared.stream.judging import judge_all
from tests.shared.stream.model import actors
from tests.shared.stream.model.rules import Rules
from tests.shared.stream.model.world import PLACE, FactRecord, World

Actor = Generator[None, int, None]


def local_cursor(world: World) -> Actor:
    """A relay that believes its own memory of how far it was, and not what the database says."""
    newest = yield from actors.compared(world)
    base = world.log.relayed
    while newest is not None:
        luck = yield
        rows = world.log.after(base, actors.ROWS) if world.is_open else []
        if rows:
            actors.sent(world, rows, luck)
            base = world.log.relayed = rows[-1].position


def two_in_flight(world: World) -> Actor:
    """A relay that sends the next rows before it knows what became of the last; what was acknowledged last counts."""
    newest = yield from actors.compared(world)
    while newest is not None:
        base, generation, incarnation = world.log.relayed, world.log.generation, world.incarnation
        first = yield
        rows = world.log.after(base, 2 * actors.ROWS) if world.is_open else []
        second = yield
        for part, luck in ((rows[: actors.ROWS], first), (rows[actors.ROWS :], second)):
            if part and actors.sent(world, part, luck) is not None:
                world.advance(world.log.relayed, generation, incarnation, part[-1].position)


def blind(records, outcome):
    """A consumer that takes whatever comes after the cursor for the next fact."""
    fresh = []
    for record in records:
        cursor = outcome.cursors[PLACE]
        if isinstance(record, FactRecord) and record.position > cursor.position:
            outcome.cursors[PLACE] = Cursor(record.epoch, record.position, str(record.id))
            fresh.append(record)
    return fresh


def forgetful(records, outcome):
    """A consumer without a cursor: what the bus delivers takes effect."""
    fresh = [record for record in records if isinstance(record, FactRecord)]
    if fresh:
        last = fresh[-1]
        outcome.cursors[PLACE] = Cursor(last.epoch, last.position, str(last.id))
    return fresh


def unlinked(records, outcome):
    """A consumer that knows positions, but not which fact stands at them."""
    cursor = outcome.cursors[PLACE]
    outcome.cursors[PLACE] = Cursor(cursor.epoch, cursor.position, None)
    fresh = judge_all(records, outcome)
    return fresh


def stubborn(world: World, waiting) -> Generator[None, int, bool]:
    """A consumer that waits for the bus to bring what is missing."""
    yield
    return False


def trusting(*_) -> Agrees:
    """A source that does not ask the bus whether it has forgotten something."""
    return Agrees()


MUTANTS = {
    "a relay with a cursor of its own": (replace(Rules(), relay=local_cursor), "the bus goes from"),
    "a relay with two sends in flight": (replace(Rules(), relay=two_in_flight), "the bus goes from"),
    "a consumer that skips gaps": (replace(Rules(), judge_all=blind), "applied"),
    "a consumer without a cursor": (replace(Rules(), judge_all=forgetful), "applied"),
    "a consumer that does not pull": (replace(Rules(), pulled=stubborn), "no rest"),
    "a source that does not compare": (replace(Rules(), compare=trusting), "never published again"),
    "neither links nor comparison": (replace(Rules(), judge_all=unlinked, compare=trusting), "applied"),
}
"""What is wrong → the rules, and how it shows."""
