"""The processes of the model. Each `yield` is a place where it may be stopped for good, or for a long time, and where
everybody else may act; what it gets back is its luck with the network at the next send.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from shared.stream.cursor import Forked
from shared.stream.record import HeadRecord
from tests.shared.stream.model.world import PLACE, SOURCE, Record, World

Actor = Generator[None, int, None]
ROWS = 3
WINDOW = 16
"""Records of the bus's tail that are read at most; a head record is never further back than this."""


class Luck(IntEnum):
    """What becomes of a send."""

    ACKNOWLEDGED = 0
    ANSWER_LOST = 1
    LATER = 2
    NEVER = 3


def relay(world: World) -> Actor:
    """One relay process: compares, then rounds of one produce and one compare-and-set."""
    quiet = 0
    while True:
        newest = yield from compared(world)
        if newest is None:
            return
        while True:
            log, incarnation = world.log, world.incarnation
            base, generation, epoch = log.relayed, log.generation, log.epoch
            head, last, is_open = log.head, log.at(log.head), world.is_open
            luck = yield
            if not is_open:
                break
            rows = world.log.after(base, ROWS) if head > base else []
            luck = yield
            quiet += 1
            records = with_head(rows, base, epoch, head, last, luck % 2 == 0 or quiet >= ROWS)
            quiet = 0 if records[len(rows) :] else quiet
            if not records:
                continue
            offset = sent(world, records, luck)
            if offset is None or offset <= newest:
                break  # the bus does not answer, or has forgotten: compare again
            alone, newest = offset == newest + 1, offset + len(records) - 1
            yield
            if rows:
                world.advance(base, generation, incarnation, rows[-1].position)
            if not alone:
                break  # what somebody else wrote may be more than the log knows: compare again
            yield


def compared(world: World) -> Generator[None, int, int | None]:
    """Read the tail, then compare it with the log: two steps, for the tail may be old by then. Returns its offset."""
    log, newest = world.log, len(world.bus.records) - 1
    if log.diverged:
        return None
    tail = read_tail(world)
    yield
    if world.log is not log:
        return None  # the connection broke when the database was restored
    world.compare(*tail)
    yield
    return None if world.log.diverged else newest


def read_tail(world: World) -> tuple[list[Record], bool, int]:
    """The newest records, as far back as `verification` asks `bus.tails`."""
    bus, relayed, back = world.bus, world.log.relayed, 4
    while True:
        begin = max(bus.start, len(bus.records) - back)
        tail = [record for record in bus.records[begin:] if record is not None]
        older = relayed == 0 or any(not isinstance(r, HeadRecord) and r.position <= relayed for r in tail)
        enough = older and any(isinstance(r, HeadRecord) for r in tail)
        if begin == bus.start or back >= WINDOW or enough:
            return tail, begin == bus.start, bus.start
        back *= 2


def with_head(rows: list, base: int, epoch: int, head: int, last: Any, due: bool) -> list[Record]:
    """The rows, and behind them how far the log is: when it is due, or the rows are many."""
    if not (due or len(rows) == ROWS):
        return rows
    relayed = base
    if rows:
        relayed = rows[-1].position
        if relayed > head:
            head, last = relayed, rows[-1].id
    return [*rows, HeadRecord(SOURCE, 0, epoch, head, relayed, last)]


def sent(world: World, records: Sequence[Record], luck: int) -> int | None:
    """The offset, or None when no answer came: then anything may have become of it."""
    fate = Luck(luck // 2 % 4) if luck % 5 == 0 else Luck.ACKNOWLEDGED
    if fate in (Luck.ACKNOWLEDGED, Luck.ANSWER_LOST):
        offset = world.bus.append(records)
        return offset if fate is Luck.ACKNOWLEDGED else None
    if fate is Luck.LATER:
        world.on_the_way.append(list(records))
    return None


def consumer(world: World) -> Actor:
    """One consumer process: polls, applies in one transaction, commits the offset, pulls what is missing."""
    offset = world.committed
    while True:
        if offset > len(world.bus.records):
            offset = 0  # the bus lost what we had read
        polled = world.bus.read(offset, 4)
        yield
        if not polled:
            continue
        outcome = world.apply([record for _, record in polled if record is not None])
        yield
        waiting = outcome.waiting.get(PLACE)
        stuck = [at for at, record in polled if waiting and record is waiting[0]]
        offset = world.committed = stuck[0] if stuck else polled[-1][0] + 1
        yield
        if stuck and (yield from world.rules.pulled(world, waiting[0])):
            offset = stuck[0] + 1


def pulled(world: World, waiting: Record) -> Generator[None, int, bool]:
    """Bring the cursor up to the source's head, page by page; False when the source does not have what was waiting."""
    try:
        while world.source_answers:
            cursor = world.consumer.cursor
            yield
            log = world.log
            epoch, head, forks, is_open = log.epoch, log.head, list(log.forks), world.is_open
            page = [replace(row, epoch=epoch) for row in log.after(cursor.position, ROWS)]
            at = log.at(cursor.position)
            yield
            if epoch > cursor.epoch:
                world.consumer.cursor = world.rules.enter(world.consumer.cursor, epoch, forks)
                continue
            try:
                world.rules.follow(cursor, epoch, head, str(at) if at else None)
            except Forked:
                if is_open:
                    raise
                return False
            if not page:
                wanted = waiting.relayed if isinstance(waiting, HeadRecord) else waiting.position
                return (cursor.epoch, cursor.position) >= (waiting.epoch, wanted)
            outcome = world.apply(page)
            yield
            if outcome.waiting:
                return False
    except Forked as alarm:
        world.alarms.append(str(alarm))
    return False
