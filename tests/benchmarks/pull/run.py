"""A whole log, partition after partition, from a served intake. Everything that was written must come."""

import asyncio

import asyncpg

from shared.runtime.peers import Peers
from shared.security import DevelopmentTokens
from shared.stream.pull import HttpSources
from tests.benchmarks.deployment import Deployment
from tests.benchmarks.history import write_log
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, Series, must_be

_PATIENCE = 120.0


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Facts per second, and CPU seconds per 10 000 of the source and its PostgreSQL."""
    deployment = Deployment(machine, "pull")
    partitions = deployment.settings.log.partitions
    asyncio.run(_write(deployment, effort.of(full=20_000, quick=4_000), partitions))
    rate, cpu = Series(), Series()
    with deployment.serving("intake") as served:
        asyncio.run(_relayed(deployment))
        for _ in range(effort.rounds):
            cost = machine.watch(served.pid)
            pulled = asyncio.run(_pull(deployment, served.base, partitions))
            used = cost()
            rate.values.append(pulled / used.wall)
            cpu.values.append((used.client + used.postgres) * 10_000 / pulled)
    return [Line("pull, log over HTTP", f"{rate} facts/s; the source {cpu} CPU s per 10 000")]


async def _write(deployment: Deployment, referrals: int, partitions: int) -> None:
    conn = await asyncpg.connect(deployment.dsn("intake"))
    try:
        await write_log(conn, "intake", referrals, partitions)
    finally:
        await conn.close()


async def _relayed(deployment: Deployment) -> None:
    """Wait until the relay has published what was written: it would otherwise run beside what is measured."""
    conn = await asyncpg.connect(deployment.dsn("intake"))
    behind = "select sum(h.position - r.position)::bigint from relayed r join event_log_head h using (partition)"
    try:
        async with asyncio.timeout(_PATIENCE):
            while await conn.fetchval(behind):
                await asyncio.sleep(0.2)
    finally:
        await conn.close()


async def _pull(deployment: Deployment, base: str, partitions: int) -> int:
    """Page after page, as a consumer that has nothing yet; returns how many facts came."""
    settings = deployment.settings
    tokens = DevelopmentTokens(settings.security.development_key.get_secret_value(), development=True)
    peers = Peers(settings, tokens, "cases")
    sources, pulled = HttpSources(peers.client, {"intake": f"{base}/intake"}), 0
    try:
        for partition in range(partitions):
            after = 0
            while (page := await sources.page("intake", partition, after)).facts:
                facts = page.recorded()
                must_be(facts[0].position, after + 1, f"next position in partition {partition}")
                after = facts[-1].position
            must_be(after, page.head, f"positions of partition {partition}")
            pulled += after
        return pulled
    finally:
        await peers.close()
