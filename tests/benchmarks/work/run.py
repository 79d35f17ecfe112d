"""The day's work beside very many cases. A case that did not open gives no figure."""

import asyncio

import asyncpg

from services.cases.app import DEFINITION
from shared.runtime.migrate import migrate
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, latency, must_be, percentile, say
from tests.benchmarks.stage.run import measured as stage
from tests.services.running import settings_at

MOST_OF_BARE = 4.0
"""How much longer than a transaction of one row a command may take, at the 99th percentile."""
_EACH = 10_000


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Milliseconds of a command and a list beside the bare ones, and CPU of opening cases by step."""
    count, rounds = effort.of(full=200_000, quick=20_000), effort.of(full=2_000, quick=300)
    opening = effort.of(full=10_000, quick=2_000)
    machine.postgres.create_database("work")
    dsn = machine.postgres.dsn("work")
    asyncio.run(migrate(DEFINITION, settings_at(dsn)))
    say(f"  {count} cases")
    _, told = machine.run("tests.benchmarks.work.ours", dsn, str(count), str(rounds), str(opening))
    must_be(asyncio.run(_counted(dsn)), count + opening, "cases")
    times = {name: sorted(values) for name, values in told["times"].items()}
    ratio = percentile(times["command"], 99) / percentile(times["bare"], 99)
    steps = {step: [told[where].get(step, 0.0) * _EACH / opening for where in ("client", "postgres")]
             for step in dict.fromkeys((*told["client"], *told["postgres"]))}  # fmt: skip
    whole = sum(map(sum, steps.values()))
    return [
        *(Line(f"work, {count:,} cases, {what}", latency(times[name])) for name, what in _NAMES.items()),
        Line("work, command / bare, p99", f"{ratio:.1f}×", f"at most {MOST_OF_BARE:g}×", ratio <= MOST_OF_BARE),
        Line("work, opening in batches", f"{whole:.2f} CPU s per 10 000 cases"),
        *(
            Line(f"work, opening, {step}", "client {:.2f}, PostgreSQL {:.2f}".format(*used))
            for step, used in steps.items()
        ),
        Line("work, thin stage", f"{stage(machine, 'ours', 0, opening):.2f} CPU s per 10 000 messages"),
    ]


_NAMES = {
    "floor": "select 1", "bare": "transaction of one row", "command": "command (assign)",
    "list": "a worker's list over HTTP, 50 of it",
}  # fmt: skip


async def _counted(dsn: str) -> int:
    conn = await asyncpg.connect(dsn)
    try:
        return await conn.fetchval("select count(*) from social_case")
    finally:
        await conn.close()
