"""Resident memory once everything has been still for a while."""

import time
from contextlib import ExitStack

import psutil

from tests.benchmarks.deployment import SERVICES, Deployment
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort

MOST = 65.0
"""Megabytes, for all services in one process: who hosts 42 municipalities cares about every one."""
_MB = 2**20


def run(machine: Machine, effort: Effort) -> list[Line]:
    still = effort.of(full=10.0, quick=3.0)
    deployment = Deployment(machine, "memory")
    with deployment.serving() as served:
        rss, pss = _still(still, served.pid)
    with ExitStack() as stack:
        pids = [stack.enter_context(deployment.serving(service)).pid for service in SERVICES]
        rss_each, pss_each = _still(still, *pids)
    number = len(SERVICES)
    return [
        Line(f"memory, {number} services in one process", _figure(rss, pss), f"at most {MOST:.0f} MB", rss <= MOST),
        Line(f"memory, {number} services in {number} processes", _figure(rss_each, pss_each)),
    ]


def _still(seconds: float, *pids: int) -> tuple[float, float]:
    """(RSS, PSS) of the processes together in megabytes after some seconds; PSS counts what is shared in parts."""
    time.sleep(seconds)
    used = [psutil.Process(pid).memory_full_info() for pid in pids]
    # Only Linux tells it.
    return sum(m.rss for m in used) / _MB, sum(getattr(m, "pss", 0) for m in used) / _MB


def _figure(rss: float, pss: float) -> str:
    return f"RSS {rss:.0f} MB" + (f", PSS {pss:.0f} MB" if pss else "")
