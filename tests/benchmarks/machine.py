"""The servers a benchmark runs against, and what a piece of work costs on them: CPU of client, PostgreSQL and broker.

CPU seconds are the number to trust: wall time on a shared machine moves by more than twice.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    """One PostgreSQL and one broker."""

    postgres: Postgres
    broker: Broker

    def run(self, module: str, *arguments: str) -> Cost:
        """Run `python -m module` to its end; it prints its own CPU and wall seconds, without its start-up.

        Raises CalledProcessError when it fails.
        """
        before = self._servers()
        done = subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE)
        after = self._servers()
        used = json.loads(done.stdout.splitlines()[-1])
        return Cost(used["cpu"], after[0] - before[0], after[1] - before[1], used["wall"])

    def _servers(self) -> tuple[float, float]:
        return cpu_seconds(self.postgres.pid), cpu_seconds(self.broker.pid)


class Stopwatch:
    """What this process used since the watch was made: the work, without imports and connections."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def report(self) -> None:
        used = {"cpu": time.process_time() - self._cpu, "wall": time.perf_counter() - self._wall}
        print(json.dumps(used), flush=True)


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
        yield Machine(postgres, kafka)
    finally:
        for server in (kafka, postgres):
            if server.alive:
                server.stop()
        shutil.rmtree(folder, ignore_errors=True)
