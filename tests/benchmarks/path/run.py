"""The steps of the whole path beside half a million people; every receipt and every match is counted."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

import asyncpg

from services.intake.app import DEFINITION
from services.intake.rules import rules
from shared.runtime.migrate import migrate
from tests.benchmarks.machine import Machine
from tests.benchmarks.path import people
from tests.benchmarks.path.index import enter
from tests.benchmarks.path.people import Known
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, must_be, say
from tests.services.running import settings_at

MOST_OF_ALL_ELSE = 1.0
"""Matching may cost as much as everything else together."""
_EACH = 10_000
_NAIVE = 50


def run(machine: Machine, effort: Effort) -> list[Line]:
    """CPU seconds per 10 000 referrals by step, and what matching adds to the path without it."""
    size, count = effort.of(full=500_000, quick=50_000), effort.of(full=10_000, quick=4_000)
    whole, told = _path(machine, "comparing", size, count)
    without, _ = _path(machine, "without", size, count)
    naive = _naive(machine, size)
    lines = [Line(f"path, {size:,} people, whole", _seconds(whole))]
    steps = dict.fromkeys((*told["client"], *told["postgres"]))
    for step in steps:
        client, postgres = (told[where].get(step, 0) * _EACH / count for where in ("client", "postgres"))
        lines.append(Line(f"path, {step}", f"client {client:.2f}, PostgreSQL {postgres:.2f}"))
    ratio = whole / without - 1
    return [
        *lines,
        Line("path, without comparing people", _seconds(without)),
        Line("path, matching / all else", f"{ratio:.2f}×", f"at most {MOST_OF_ALL_ELSE}×", ratio <= MOST_OF_ALL_ELSE),
        Line("path, naive matching alone", _seconds(naive)),
        Line("path, naive / our matching", f"{naive / (whole - without):,.0f}×"),
    ]


def _seconds(used: float) -> str:
    return f"{used:.2f} CPU s per 10 000 referrals"


def _path(machine: Machine, way: str, size: int, count: int) -> tuple[float, Mapping[str, Any]]:
    dsn = _prepared(machine, f"path_{way}", size)
    say(f"  {way}: {count} referrals")
    cost, told = machine.run("tests.benchmarks.path.ours", dsn, str(size), str(count), way)
    asyncio.run(_check(dsn, size, count, compared=way == "comparing"))
    return cost.cpu * _EACH / count, told


def _naive(machine: Machine, size: int) -> float:
    dsn = machine.postgres.dsn("path_without")
    say(f"  naive: {_NAIVE} referrals")
    cost, _ = machine.run("tests.benchmarks.path.naive", dsn, str(size), str(_NAIVE))
    return cost.cpu * _EACH / _NAIVE


def _prepared(machine: Machine, name: str, size: int) -> str:
    machine.postgres.create_database(name)
    settings = settings_at(machine.postgres.dsn(name))
    say(f"  {name}: {size} people")

    async def prepare() -> None:
        await migrate(DEFINITION, settings)
        conn = await asyncpg.connect(machine.postgres.dsn(name))
        await enter(conn, people.register(size), rules(settings))
        await conn.close()

    asyncio.run(prepare())
    return machine.postgres.dsn(name)


async def _check(dsn: str, size: int, count: int, *, compared: bool) -> None:
    """Nothing may be missing: two receipts for each referral, one entry for each who was not known, and the pairs."""
    sent = list(people.referrals(list(people.register(size)), count))
    known = Counter(one.known for one in sent)
    conn = await asyncpg.connect(dsn)
    receipts = await conn.fetchval("select count(distinct (causation, type)) from event_log where topic is not null")
    must_be(receipts, 2 * count, "receipts")
    must_be(await conn.fetchval("select count(*) from person"), size + count - known[Known.BY_CODE], "people")
    by_code = [one.person.id for one in sent if one.known is Known.BY_CODE]
    meant = "select count(*) from referral where subjects[1] = any($1)"
    must_be(await conn.fetchval(meant, by_code), len(by_code), "referrals about people known by their code")
    if compared:
        alike = {one.person.id for one in sent if one.known in (Known.BY_NAME, Known.MISSPELT)}
        paired = "select count(distinct other) from person_match where other = any($1)"
        must_be(await conn.fetchval(paired, list(alike)), len(alike), "people paired with who may be the same")
    await conn.close()
