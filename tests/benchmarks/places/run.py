"""Answers to offered places by every contender, at one offer and at several. A place given twice is no figure."""

import asyncio
from dataclasses import astuple

from services.cases.app import DEFINITION
from shared.runtime.migrate import migrate
from tests.benchmarks.machine import Machine
from tests.benchmarks.places.game import Size
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, Series, shuffled
from tests.services.running import settings_at

CONTENDERS = {"floor": "bare transactions that lock a row", "naive": "naive", "ours": "ours, over HTTP"}
PLACES, OFFERS = 50, (1, 10)
"""All places behind one lock, and behind ten."""


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Answers per second of every contender, and how far ours is from the floor and from the naive one."""
    answers = effort.of(full=1_000, quick=400)
    return [line for offers in OFFERS for line in _size(machine, effort, Size(answers, PLACES, offers))]


def _size(machine: Machine, effort: Effort, size: Size) -> list[Line]:
    again: list[int] = []

    def one(contender: str, number: int) -> float:
        name = f"places_{size.offers}_{contender}_{number}"
        machine.postgres.create_database(name)
        dsn, asked = machine.postgres.dsn(name), [str(value) for value in astuple(size)]
        if contender == "ours":
            asyncio.run(migrate(DEFINITION, settings_at(dsn)))
            cost, _ = machine.run("tests.benchmarks.places.ours", dsn, *asked)
        else:
            cost, told = machine.run("tests.benchmarks.places.rivals", dsn, contender, *asked)
            again.extend([told["again"]] if "again" in told else [])
        return size.answers / cost.wall

    rates = {name: Series(found) for name, found in shuffled(CONTENDERS, effort.rounds, one).items()}
    ours, where = rates["ours"].median, f"{size.places} places of {size.offers} offer{'s' if size.offers > 1 else ''}"
    return [
        *(Line(f"places, {size.answers:,} answers at once, {where}, {what}", f"{rates[name]} decisions/s")
          for name, what in CONTENDERS.items()),
        Line(f"places, {where}, bare / ours", f"{rates['floor'].median / ours:.1f}×"),
        Line(f"places, {where}, ours / naive", f"{ours / rates['naive'].median:.2f}×"),
        Line(f"places, {where}, naive, tried again", f"{Series(again)} times"),
    ]  # fmt: skip
