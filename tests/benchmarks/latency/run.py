"""Every stage at every rate, and the bare broker at the same rate, in turn."""

import asyncio

from shared.contracts.cases import CaseOpened
from shared.contracts.partner import NoticeSent, ReferralRegistered
from tests.benchmarks.deployment import AGENCY, PARTNER, Deployment
from tests.benchmarks.latency.paced import Stage, clock
from tests.benchmarks.machine import Machine
from tests.benchmarks.partner import create_topics
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, percentile, say

RATES = (20, 200)
BARE = "bench.bare"


def run(machine: Machine, effort: Effort) -> list[Line]:
    """p50 and p99 of each stage, at each rate."""
    seconds = effort.of(full=12.0, quick=3.0)
    bootstrap, lines = machine.broker.bootstrap, []
    asyncio.run(create_topics(bootstrap, {BARE: 1}))
    deployment = Deployment(machine, "latency")
    partitions = deployment.settings.log.partitions
    ours = [
        Stage("receipt", deployment.topic("receipts", PARTNER), type=ReferralRegistered.type),
        Stage("case opened", deployment.topic("cases"), partitions, CaseOpened.type),
        Stage("notice out", deployment.topic("notices", AGENCY), type=NoticeSent.type),
    ]
    with deployment.serving():
        for rate in RATES:
            for topic, stages in (
                (BARE, [Stage("bare produce → consume", BARE)]),
                (deployment.topic("referrals", PARTNER), ours),
            ):
                say(f"  {rate}/s: {', '.join(stage.name for stage in stages)}")
                took = asyncio.run(clock(bootstrap, topic, stages, rate, seconds))
                lines += [_line(machine.kind, rate, name, values) for name, values in took.items()]
    return lines


def _line(broker: str, rate: int, stage: str, values: list[float]) -> Line:
    p50, p99 = percentile(values, 50), percentile(values, 99)
    return Line(f"latency, {broker} broker, {rate}/s, {stage}", f"p50 {p50:.0f} ms, p99 {p99:.0f} ms")
