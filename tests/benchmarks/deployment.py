"""The services as users run them: a municipality of their own on the machine's servers, served by `tilts serve`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from deploy.local.ports import free_port
from deploy.local.process import Process, ServerError
from deploy.services import DEFINITIONS
from shared.settings import Settings
from tests.benchmarks.machine import Machine

MUNICIPALITY = "dobele"
"""Its only rule tells the orphan's court, on its topic, of violence against a child: one notice for each referral."""
SERVICES = tuple(DEFINITIONS)
PARTNER, AGENCY = "valsts-policija", "barintiesa"
_TILTS = [sys.executable, "-m", "deploy.cli.main"]
_READY_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """One process that serves `services` at `base`."""

    pid: int
    base: str
    services: Sequence[str]
    started_in: float
    """Seconds from its start until every service said that it is ready."""


class Deployment:
    """Empty databases and topics under a slug of their own, so that several may live on one machine."""

    def __init__(self, machine: Machine, slug: str) -> None:
        self.slug = slug
        self._machine = machine
        self._ports = {service: free_port() for service in SERVICES}
        self._folder = Path(tempfile.mkdtemp(prefix="tilts-bench-", dir=machine.broker.folder))
        for service in SERVICES:
            machine.postgres.create_database(f"{slug}_{service}")
        self._tilts("migrate")
        self._tilts("topics")

    @property
    def environment(self) -> dict[str, str]:
        """What tells the services where everything is, all of them at one address."""
        return {
            "TILTS_MUNICIPALITY": MUNICIPALITY,
            "TILTS_FOLDER": str(self._folder),
            "TILTS_MUNICIPALITY__SLUG": self.slug,
            "TILTS_DATABASE__DSN": self.dsn("{service}"),
            "TILTS_BROKER__BOOTSTRAP_SERVERS": self._machine.broker.bootstrap,
            "TILTS_HTTP__PORT": str(self._ports[SERVICES[0]]),
            "TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 40,
            "TILTS_SECURITY__INDEX_KEY": "i" * 40,
        }

    @property
    def settings(self) -> Settings:
        return Settings.load(MUNICIPALITY, self.environment)

    def dsn(self, service: str) -> str:
        return self._machine.postgres.dsn(f"{self.slug}_{service}")

    def topic(self, name: str, partner: str | None = None) -> str:
        return f"{self.slug}.partner.{partner}.{name}" if partner else f"{self.slug}.{name}"

    @contextmanager
    def serving(self, *services: str, extra: Mapping[str, str] | None = None) -> Iterator[Served]:
        """One process with these services, all of them when none is named, until the block is left."""
        names = services or SERVICES
        port = self._ports[names[0]]
        at = {"TILTS_HTTP__PORT": str(port)}
        if len(names) < len(SERVICES):
            at |= {f"TILTS_HTTP__BASE_URLS__{n.upper()}": f"http://127.0.0.1:{self._ports[n]}/{n}" for n in SERVICES}
        process = Process(f"serve-{names[0]}", self._folder)
        begun = time.perf_counter()
        process.start([*_TILTS, "serve", *names], env=_clean() | self.environment | at | dict(extra or {}))
        try:
            base = f"http://127.0.0.1:{port}"
            process.wait_until(lambda: all(_ready(f"{base}/{name}") for name in names), _READY_WITHIN)
            yield Served(process.pid, base, names, time.perf_counter() - begun)
        finally:
            process.stop()

    def _tilts(self, *arguments: str) -> None:
        command, environment = [*_TILTS, *arguments], _clean() | self.environment
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise ServerError(f"tilts {' '.join(arguments)}: {done.stderr}")


def _clean() -> dict[str, str]:
    """This process's environment without any settings of somebody's own; compiled code is kept, as users have it."""
    others = ("TILTS_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(others)}


def _ready(base: str) -> bool:
    try:
        # The plainest client there is: asking must not cost what starting costs.
        with urlopen(f"{base}/health/ready", timeout=1.0):
            return True
    except OSError:
        return False
