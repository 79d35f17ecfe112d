"""Search over a whole catalogue and very many requests. A search that was not answered gives no figure."""

import asyncio

from services.cases.app import DEFINITION
from shared.runtime.migrate import migrate
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, latency, percentile
from tests.services.running import settings_at


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Milliseconds of each search beside those of a bare select, and by how much the slowest exceeds that."""
    services, count = effort.of(full=5_000, quick=500), effort.of(full=200_000, quick=20_000)
    rounds = effort.of(full=500, quick=50)
    machine.postgres.create_database("search")
    dsn = machine.postgres.dsn("search")
    asyncio.run(migrate(DEFINITION, settings_at(dsn)))
    _, told = machine.run("tests.benchmarks.search.ours", dsn, str(services), str(count), str(rounds))
    slow = {name: percentile(times, 99) for name, times in told["times"].items()}
    where = f"search, {services:,} services, {count:,} requests"
    return [
        *(Line(f"{where}, {name}", latency(times)) for name, times in told["times"].items()),
        Line("search, slowest / bare, p99", f"{max(slow.values()) / slow['bare']:.1f}×, {max(slow, key=slow.get)}"),
    ]
