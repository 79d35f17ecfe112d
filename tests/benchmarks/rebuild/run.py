"""Rebuilds of a short and of a long history. A difference between old and new tables gives no figure."""

import asyncio

import asyncpg

from shared.settings import Settings
from tests.benchmarks.deployment import Deployment
from tests.benchmarks.history import FACTS, PER_REFERRAL, write_log, write_projections
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, RowsMissing, must_be, say

MOST_GROWTH = 1.2
"""Peak memory of the long rebuild over that of the short one: what is flat."""
_MB = 2**20


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Facts per second and peak memory at both lengths, and by how much memory grew."""
    lines, peaks = [], []
    for facts in (10_000, effort.of(full=1_000_000, quick=50_000)):
        deployment = Deployment(machine, f"rebuild{facts}")
        say(f"  writing {facts:,} facts")
        asyncio.run(_write(deployment, facts // PER_REFERRAL))
        say(f"  rebuilding from {facts:,} facts")
        dsn = deployment.settings.database.dsn
        cost, told = machine.run("tests.benchmarks.rebuild.ours", dsn, deployment.slug)
        if told["findings"]:
            raise RowsMissing(f"the rebuilt tables differ: {told['findings'][0]}")
        must_be(told["switched"], True, "switch to the new tables")
        must_be(told["facts"], facts, "facts of the rebuild")
        must_be(told["rows"], facts // PER_REFERRAL * len(FACTS), "rows of the rebuild")
        peaks.append(told["peak"])
        figure = f"{facts / cost.wall:,.0f} facts/s, peak {peaks[-1] / _MB:.0f} MB"
        lines.append(Line(f"rebuild, {facts:,} facts", f"{figure}, {cost.cpu * 10_000 / facts:.2g} CPU s per 10 000"))
    growth = peaks[1] / peaks[0]
    flat = Line("rebuild, growth of memory", f"{growth:.2f}×", f"flat: at most {MOST_GROWTH}×", growth <= MOST_GROWTH)
    return [*lines, flat]


async def _write(deployment: Deployment, referrals: int) -> None:
    settings: Settings = deployment.settings
    for service in (*FACTS, "reporting"):
        conn = await asyncpg.connect(deployment.dsn(service))
        try:
            if service in FACTS:
                await write_log(conn, service, referrals, settings.log.partitions)
            else:
                await write_projections(conn, referrals, settings.log.partitions)
        finally:
            await conn.close()
