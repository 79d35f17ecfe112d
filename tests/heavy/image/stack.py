"""The containers of docker-compose.yml, run from the built image without an engine.

Commands, users, variables, secrets and health checks are those of the file. What an engine would give is given here
instead: names of hosts become ports of this machine, and the order of starting is ours.
"""

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deploy.local.ports import free_port
from shared.settings import SERVICES
from tests.heavy.compose.composed import project
from tests.heavy.compose.parts import ComposedKafka, composed_postgres, make_secrets
from tests.heavy.image.buildah import Buildah

READY_WITHIN = 180.0
BETWEEN_CHECKS = 1.0


class Stack:
    """The containers, by the names that the compose file gives them; bus and databases run beside them."""

    def __init__(self, buildah: Buildah, container: str, folder: Path) -> None:
        self.ports = {service: free_port() for service in SERVICES}
        self._buildah = buildah
        # One for all: a container writes nothing on its own disk, and to copy the image for each takes long.
        self._container = container
        self._folder = folder
        self._secrets = make_secrets(folder / "secrets")
        self._postgres = composed_postgres(folder / "postgres", self._secrets)
        self._kafka = ComposedKafka(folder / "kafka")
        self._kafka.start()
        self._running: dict[str, subprocess.Popen] = {}

    def run(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `words`, or the container's own command, in the container `name` until it ends."""
        command = words or project()["services"][name]["command"]
        given = {"env": self._environment(name), "volumes": self._mounts(name)}
        return self._buildah.run_in(self._container, "tilts", *command, **given, check=False)

    def start(self, service: str) -> None:
        """Start the container of `service`."""
        given = {"env": self._environment(service), "volumes": self._mounts(service)}
        words = ["tilts", *project()["services"][service]["command"]]
        with self._log(service).open("w") as log:
            command = self._buildah.command_in(self._container, *words, **given)
            self._running[service] = subprocess.Popen(command, stdout=log, stderr=log)

    def wait_until_healthy(self, service: str) -> None:
        """Wait until the health check of `service` is content. Fails with the end of its log when it never is."""
        until = time.monotonic() + READY_WITHIN
        while not self.is_healthy(service):
            if self._running[service].poll() is not None or time.monotonic() > until:
                pytest.fail(f"{service} did not become healthy:\n{self._log(service).read_text()[-3000:]}")
            time.sleep(BETWEEN_CHECKS)

    def is_healthy(self, service: str) -> bool:
        """Ask as the engine would, inside the container."""
        _, *check = project()["services"][service]["healthcheck"]["test"]
        check = [word.replace("127.0.0.1:8080", f"127.0.0.1:{self.ports[service]}") for word in check]
        return self._buildah.run_in(self._container, *check, check=False).returncode == 0

    def stop(self, service: str, patience: float) -> int:
        """Send SIGTERM as `docker compose stop` does; returns the exit code. Fails after `patience` seconds."""
        process = self._running.pop(service)
        # buildah's own processes stand above the one that an engine would signal.
        (served,) = [child for child in psutil.Process(process.pid).children(recursive=True) if not child.children()]
        served.send_signal(signal.SIGTERM)
        return process.wait(patience)

    def close(self) -> None:
        """End everything."""
        for process in self._running.values():
            for child in psutil.Process(process.pid).children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()
            process.wait(10)
        self._kafka.kill()
        self._postgres.stop()

    def _environment(self, name: str) -> dict[str, str]:
        here = {"postgres:5432": f"127.0.0.1:{self._postgres.port}", "kafka:9092": self._kafka.bootstrap}
        here |= {f"//{service}:8080": f"//127.0.0.1:{port}" for service, port in self.ports.items()}
        told = project()["services"][name]["environment"]
        for there, address in here.items():
            told = {variable: value.replace(there, address) for variable, value in told.items()}
        port = str(self.ports.get(name, 0))
        return told | {"TILTS_HTTP__HOST": "127.0.0.1", "TILTS_HTTP__PORT": port}

    def _mounts(self, name: str) -> dict[Path, str]:
        secrets = project()["services"][name].get("secrets", [])
        return {self._secrets / secret["source"]: f"/run/secrets/{secret['target']}" for secret in secrets}

    def _log(self, service: str) -> Path:
        return self._folder / f"{service}.log"


@contextlib.contextmanager
def running(buildah: Buildah, container: str, folder: Path) -> Iterator[Stack]:
    """Everything that `docker compose up` starts, in its order: jobs first, then the services."""
    stack = Stack(buildah, container, folder)
    try:
        for job in ("migrate", "topics"):
            done = stack.run(job)
            assert done.returncode == 0, f"{job}: {done.stdout}{done.stderr}"
        for service in SERVICES:
            stack.start(service)
        for service in SERVICES:
            stack.wait_until_healthy(service)
        yield stack
    finally:
        stack.close()
