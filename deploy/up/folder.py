"""The folder of one deployment on this machine: data, secrets, logs, and the environment that finds them all.

The other commands read the environment from here, so that a second terminal needs no flags.
"""

import fcntl
import json
import os
import secrets
import shutil
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.process import Process, ServerError
from shared.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
STATE = PROJECT / ".tilts"
_LATEST = "latest"
_HEADER = "# Written by `tilts up`; the other commands read it. For a shell: set -a; . {file}\n"


class AlreadyRunning(RuntimeError):
    """Another `tilts up` keeps this folder. `pid` is its process id."""

    def __init__(self, folder: Path, pid: str) -> None:
        super().__init__(f"{folder} is in use by process {pid}")
        self.pid = pid


class StateFolder:
    """`path` and what lies in it."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.postgres = self.path / "postgres"
        self.secrets = self.path / "secrets"
        self.documents = self.path / "documents"
        self.messages = self.path / "messages"
        """What is written to agencies and has nobody here to bring it on."""
        self.environment = self.path / "environment"
        self.ports = self.path / "ports.json"
        self.played = self.path / "day.json"
        """The figures of the day that was played here, when one was."""

    def broker(self, kind: str) -> Path:
        """Where the broker of this kind keeps its data and log."""
        return self.path / f"broker-{kind}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the folder for this process; however that ends, the kernel lets go.

        Raises AlreadyRunning, and ServerError where no folder can be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServerError(f"{self.path} cannot be made: {error.strerror}; choose another with --folder") from None
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                raise AlreadyRunning(self.path, lock.read().strip()) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield
            lock.truncate(0)

    def clear(self) -> None:
        """Remove what earlier runs left, secrets included. Only what is ours: the folder may be anybody's."""
        brokers = (self.broker("embedded"), self.broker("kafka"))
        for inside in (self.postgres, self.secrets, self.documents, self.messages, *brokers):
            shutil.rmtree(inside, ignore_errors=True)
        for file in (self.environment, self.ports, self.played, *self.path.glob("*.log")):
            file.unlink(missing_ok=True)

    def end_leftovers(self) -> None:
        """End the services and the broker that a `tilts up` that was killed left running: they hold their ports."""
        for folder in (self.path, *self.path.glob("broker-*")):
            for record in folder.glob("*.json"):
                if record not in (self.ports, self.played):
                    Process(record.stem, folder).end_leftover()

    def make_secrets(self, settings: Settings) -> None:
        """Make each secret that is missing, once, in a file that the settings find by its name."""
        self.secrets.mkdir(mode=0o700, exist_ok=True)
        own = ("security__development_key", "security__index_key", "documents__key")
        wanted = {name: secrets.token_hex(32) for name in own}
        for code, partner in settings.partners.items():
            if partner.webhook_url:
                key = b64encode(secrets.token_bytes(32)).decode()
                wanted[f"partners__{code}__webhook_secret"] = f"whsec_{key}"
        for name, value in wanted.items():
            if not (self.secrets / name).exists():
                write_private(self.secrets / name, value)

    def write_environment(self, values: Mapping[str, str]) -> None:
        """Keep `values` for the other commands. Holds no secret, but where they lie."""
        lines = [f"{name}='{value}'\n" for name, value in values.items()]
        write_private(self.environment, _HEADER.format(file=self.environment) + "".join(lines))
        if self.path.parent == STATE:
            (STATE / _LATEST).write_text(self.path.name)

    def read_ports(self) -> dict[str, int]:
        """The ports of the last run, by what listens there."""
        return json.loads(self.ports.read_text()) if self.ports.exists() else {}

    def write_ports(self, ports: Mapping[str, int]) -> None:
        self.ports.write_text(json.dumps(ports))

    def read_environment(self) -> dict[str, str]:
        """What `write_environment` kept; nothing when there is none."""
        if not self.environment.exists():
            return {}
        lines = self.environment.read_text().splitlines()
        pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
        return {name: value.strip("'") for name, value in pairs}


def folder_of(municipality: str | None, folder: Path | None) -> StateFolder | None:
    """The folder named, or the municipality's own, or the last one that `tilts up` used; None when there is none."""
    if folder:
        return StateFolder(folder)
    if municipality:
        return StateFolder(STATE / Path(municipality).stem)
    latest = STATE / _LATEST
    return StateFolder(STATE / latest.read_text().strip()) if latest.exists() else None


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
