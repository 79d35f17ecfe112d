"""Facts into rows beside COPY and one fact at a time; then the pages and the live stream over all of two years.

The rows are counted: a fact without its row gives no figure.
"""

import asyncio
from datetime import UTC, datetime

import asyncpg

from services.reporting.app import DEFINITION
from shared.runtime.migrate import migrate
from tests.benchmarks.machine import Cost, Machine
from tests.benchmarks.rebuild.run import MOST_GROWTH
from tests.benchmarks.report import Line
from tests.benchmarks.reporting.pages import BARE, OVERVIEW
from tests.benchmarks.rounds import UNSTEADY, Effort, Series, latency, must_be, percentile, say, shuffled, steady
from tests.services.running import settings_at

CONTENDERS = ("floor", "naive", "ours")
CORES = 2
LEAST_FACTS = 10_000
"""A second, on so many cores."""
MOST_MS = 50.0
"""For the overview, at the 99th percentile."""
_MB = 2**10


def run(machine: Machine, effort: Effort) -> list[Line]:
    """CPU of projecting; the pages, each beside a bare answer; how long a fact takes to the live sums; memory."""
    end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    return [*_projecting(machine, effort, end), *_reading(machine, effort, end)]


def _projecting(machine: Machine, effort: Effort, end: datetime) -> list[Line]:
    cases = effort.of(full=10_000, quick=2_000)

    def one(contender: str, number: int) -> float:
        many = cases // 10 if contender == "naive" else cases
        cost, facts = _told(machine, contender, f"reporting_{contender}_{number}", many, end)
        return cost.cpu * LEAST_FACTS / facts["facts"]

    results = shuffled(CONTENDERS, effort.rounds, one)
    floor, naive, ours = (Series(results[name]) for name in CONTENDERS)
    lines = [Line(f"reporting, {name}", f"{Series(results[name])} CPU s per 10 000 facts") for name in CONTENDERS]
    if not steady(floor):
        return [*lines, Line("reporting, verdict", f"withheld: the floor moved by more than {UNSTEADY}×", met=False)]
    return [
        *lines,
        Line("reporting, ours / floor", f"{ours.median / floor.median:.1f}×"),
        Line("reporting, naive / ours", f"{naive.median / ours.median:.0f}×"),
    ]


def _reading(machine: Machine, effort: Effort, end: datetime) -> list[Line]:
    cases, rounds = effort.of(full=200_000, quick=20_000), effort.of(full=300, quick=100)
    name = "reporting_two_years"
    say(f"  {cases:,} cases")
    cost, told = _told(machine, "ours", name, cases, end)
    facts, growth = told["facts"], told["peak"] / told["early"]
    rate, peak = CORES * facts / cost.cpu, f"{growth:.2f}×, to {told['peak'] / _MB:.0f} MB"
    figure = f"{rate:,.0f} facts/s of CPU, {facts / cost.wall:,.0f} by the clock"
    dsn = machine.postgres.dsn(name)
    _, pages = machine.run("tests.benchmarks.reporting.pages", dsn, str(rounds))
    _, live = machine.run("tests.benchmarks.reporting.live", dsn, str(effort.of(full=60, quick=10)))
    p99 = percentile(pages["times"][OVERVIEW], 99)
    above = percentile(pages["times"][OVERVIEW], 50) / percentile(pages["times"][BARE], 50)
    return [
        Line(f"reporting, {facts:,} facts", figure, f"at least {LEAST_FACTS:,} on {CORES} cores", rate >= LEAST_FACTS),
        Line("reporting, growth of memory", peak, f"flat: at most {MOST_GROWTH}×", growth <= MOST_GROWTH),
        *(Line(f"reporting, {cases:,} cases, {kind}", latency(times)) for kind, times in pages["times"].items()),
        Line("reporting, overview, p99", f"{p99:.0f} ms", f"at most {MOST_MS:.0f} ms", p99 <= MOST_MS),
        Line("reporting, overview / bare, p50", f"{above:.0f}×"),
        Line("reporting, fact → live sums", latency(live["times"])),
    ]


def _told(machine: Machine, contender: str, name: str, cases: int, end: datetime) -> tuple[Cost, dict]:
    """Let a contender hear of so many cases in a database of its own. Raises RowsMissing when it has other rows."""
    machine.postgres.create_database(name)
    dsn = machine.postgres.dsn(name)
    asyncio.run(migrate(DEFINITION, settings_at(dsn)))
    cost, told = machine.run(f"tests.benchmarks.reporting.{contender}", dsn, str(cases), end.isoformat())
    must_be(asyncio.run(_received(dsn)), cases, f"referrals of {contender}")
    return cost, told


async def _received(dsn: str) -> int:
    conn = await asyncpg.connect(dsn)
    try:
        return await conn.fetchval("select count(*) from referral")
    finally:
        await conn.close()
