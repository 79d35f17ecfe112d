"""The servers a benchmark runs against, and what a piece of work costs on them: CPU of client, PostgreSQL and broker.

CPU seconds are the number to trust: wall time on a shared machine moves by more than twice.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from deploy.broker import Broker
from deploy.brokers import BROKERS
from deploy.local.postgres import Postgres


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run used: CPU seconds by part, and seconds of wall time."""

    client: float
    postgres: float
    broker: float
    wall: float

    @property
    def cpu(self) -> float:
        return self.client + self.postgres + self.broker


@dataclass(frozen=True, slots=True)
class Machine:
    """One PostgreSQL and one broker; `kind` names the broker."""

    postgres: Postgres
    broker: Broker
    kind: str

    def run(self, module: str, *arguments: str) -> tuple[Cost, dict[str, Any]]:
        """Run `python -m module` to its end; its Stopwatch prints what it used without its start-up, and what it tells.

        Raises CalledProcessError when it fails.
        """
        cost = self.watch()
        done = subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE)
        told = json.loads(done.stdout.splitlines()[-1])
        return replace(cost(), client=told.pop("cpu"), wall=told.pop("wall")), told

    def watch(self, *clients: int) -> Callable[[], Cost]:
        """Begin to measure; the function returned says what the servers and these processes have used since."""

        def used() -> tuple[float, ...]:
            pids = (self.postgres.pid, self.broker.pid)
            return sum(map(cpu_seconds, clients)), *map(cpu_seconds, pids), time.perf_counter()

        before = used()
        return lambda: Cost(*(now - then for now, then in zip(used(), before, strict=True)))


class Stopwatch:
    """What this process used since the watch was made: the work, without imports and connections."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def report(self, **told: Any) -> None:
        """Print it, and what else the process has to tell, for `Machine.run`."""
        used = {"cpu": time.process_time() - self._cpu, "wall": time.perf_counter() - self._wall}
        print(json.dumps(used | told), flush=True)


def cpu_seconds(pid: int) -> float:
    """CPU of a process, its living children, and those that ended."""
    total = 0.0
    root = psutil.Process(pid)
    for process in (root, *root.children(recursive=True)):
        try:
            used = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system
        if process.pid == pid:
            total += used.children_user + used.children_system
    return total


@contextmanager
def machine(broker: str = "embedded") -> Iterator[Machine]:
    """Fresh servers in a folder of their own, with the durability that users have."""
    folder = Path(tempfile.mkdtemp(prefix="tilts-bench-"))
    postgres, kafka = Postgres(folder / "pg"), BROKERS[broker](folder / "broker")
    try:
        postgres.start()
        kafka.start()
        yield Machine(postgres, kafka, broker)
    finally:
        for server in (kafka, postgres):
            if server.alive:
                server.stop()
        shutil.rmtree(folder, ignore_errors=True)
