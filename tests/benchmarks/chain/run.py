"""Both contenders get the same referrals at once; what it took until every notice and every receipt was there."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deploy.local.process import Process
from shared.stream.listening import listen
from tests.benchmarks.deployment import AGENCY, PARTNER, Deployment
from tests.benchmarks.machine import Cost, Machine
from tests.benchmarks.partner import create_topics, publish
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, Series, must_be, shuffled

LEAST_OF_NAIVE = 20
TOPICS = ("referrals", "receipts", "notices", "intake", "cases", "notifications")
RECEIPTS, NOTICES = 2, 1
"""Of each referral: registered and decided; and the one notice to the one agency."""
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Running:
    """A contender that waits for referrals."""

    pid: int
    referrals: str
    receipts: str
    notices: str


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Notices per second, CPU seconds per 1 000 of them, and by how much ours is better in both."""
    count = {"naive": effort.of(full=400, quick=150), "ours": effort.of(full=5_000, quick=1_000)}

    def one(contender: str, number: int) -> Cost:
        with CONTENDERS[contender](machine, number) as running:
            cost = machine.watch(running.pid)
            asyncio.run(_send_and_wait(machine.broker.bootstrap, running, count[contender]))
            return cost()

    results = shuffled(CONTENDERS, effort.rounds, one)
    rate = {name: Series([count[name] / cost.wall for cost in costs]) for name, costs in results.items()}
    cpu = {name: Series([cost.cpu * 1_000 / count[name] for cost in costs]) for name, costs in results.items()}
    lines = [Line(f"chain, {name}", f"{rate[name]} notices/s, {cpu[name]} CPU s per 1 000") for name in CONTENDERS]
    by_cpu, by_wall = cpu["naive"].median / cpu["ours"].median, rate["ours"].median / rate["naive"].median
    aim = f"at least {LEAST_OF_NAIVE}×"
    return [
        *lines,
        Line("chain, ours / naive, notices per CPU second", f"{by_cpu:.1f}×", aim, by_cpu >= LEAST_OF_NAIVE),
        Line("chain, ours / naive, notices per second", f"{by_wall:.1f}×", aim, by_wall >= LEAST_OF_NAIVE),
    ]


@contextmanager
def _ours(machine: Machine, number: int) -> Iterator[Running]:
    deployment = Deployment(machine, f"chain{number}")
    with deployment.serving() as served:
        yield Running(
            served.pid,
            deployment.topic("referrals", PARTNER),
            deployment.topic("receipts", PARTNER),
            deployment.topic("notices", AGENCY),
        )


@contextmanager
def _naive(machine: Machine, number: int) -> Iterator[Running]:
    name = f"naive{number}"
    machine.postgres.create_database(name)
    topics = {topic: f"{name}.{topic}" for topic in TOPICS}
    asyncio.run(create_topics(machine.broker.bootstrap, dict.fromkeys(topics.values(), 1)))
    process = Process(name, machine.broker.folder)
    arguments = (machine.broker.bootstrap, machine.postgres.dsn(name), name)
    process.start([sys.executable, "-m", "tests.benchmarks.chain.naive", *arguments])
    try:
        process.wait_until(lambda: "ready" in process.log.read_text(), 30.0)
        yield Running(process.pid, topics["referrals"], topics["receipts"], topics["notices"])
    finally:
        process.stop()


CONTENDERS = {"naive": _naive, "ours": _ours}


async def _send_and_wait(bootstrap: str, running: Running, count: int) -> None:
    """Send `count` referrals; ends when all that must come of them has come. Raises RowsMissing."""
    wanted, seen = count * (RECEIPTS + NOTICES), set()
    async with listen({"bootstrap_servers": bootstrap}, {running.receipts: 1, running.notices: 1}) as arrivals:
        await publish(bootstrap, running.referrals, count)
        try:
            async with asyncio.timeout(_PATIENCE):
                async for arrival in arrivals:
                    seen.add((arrival.topic, arrival.type, arrival.key))
                    if len(seen) == wanted:
                        return
        except TimeoutError:
            must_be(len(seen), wanted, "receipts and notices")
