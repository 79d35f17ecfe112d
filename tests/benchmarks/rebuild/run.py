"""Rebuilds of a short and of a long history. A difference between old and new tables gives no figure."""

import asyncio

from services.reporting.rebuild.rebuild import rebuild
from shared.database.pool import connect, open_pool
from shared.settings import Settings
from shared.stream import log
from tests.benchmarks.deployment import Deployment
from tests.benchmarks.history import FACTS, PER_REFERRAL, write_log
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, RowsMissing, must_be, say

MOST_GROWTH = 1.2
"""Peak memory of the long rebuild over that of the short one: what is flat."""
_MB = 2**20


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Facts per second, how long the switch holds up consumption, and peak memory, at both lengths; how memory grew."""
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
        lines.append(Line(f"switch after {facts:,} facts", f"nothing takes effect for {told['held']:.2f} s"))
    growth = peaks[1] / peaks[0]
    flat = Line("rebuild, growth of memory", f"{growth:.2f}×", f"flat: at most {MOST_GROWTH}×", growth <= MOST_GROWTH)
    return [*lines, flat]


async def _write(deployment: Deployment, referrals: int) -> None:
    """Fill the logs, and bring reporting to where it would be after these facts."""
    settings: Settings = deployment.settings
    logs = {service: await open_pool(settings.database, service) for service in (*FACTS, "notifications", "reporting")}
    for service in FACTS:
        # Without the limits of a request.
        conn = await connect(settings.database, service)
        await write_log(conn, service, referrals, settings.log.partitions)
        ends = await log.heads(conn)
        await conn.close()
        await logs["reporting"].executemany(
            "update consumed set position = $3 where source = $1 and partition = $2",
            [(service, partition, end) for partition, end in ends.items()],
        )
    done = await rebuild(logs, deployment.slug, mend=True)
    must_be(done.switched, True, "switch to the first tables")
    for pool in logs.values():
        await pool.close()
