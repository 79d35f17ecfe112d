"""One `tilts up` for all system tests: started as anybody starts it, with a small day, and stopped at the end.

Its output while it starts is kept: the tests look at it, and so does the README's.
"""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import psutil
import pytest

from deploy.cli.main import main
from deploy.local.process import Process
from deploy.up.folder import PROJECT
from tests.conftest import session_folder

_STARTED, _PATIENCE = "Stop: Ctrl-C", 150.0


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    def json(self):
        assert self.out, self.err
        return json.loads(self.out)


@dataclass(frozen=True)
class Running:
    """The deployment in `folder`; `process` is its `tilts up`."""

    folder: Path
    process: Process

    def tilts(self, *words: str, stdin: str = "") -> Done:
        """Run a command as in a second terminal, but in this process: starting one takes a second."""
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, {"TILTS_FOLDER": str(self.folder)}),
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = main(words)
        return Done(code, out.getvalue(), err.getvalue())

    def shell(self, command: str) -> Done:
        """Run a line in a shell, with the commands of our environment on its path."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environ = {**os.environ, "PATH": path, "TILTS_FOLDER": str(self.folder), "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(
            command, shell=True, check=False, capture_output=True, text=True, cwd=PROJECT, timeout=60, env=environ
        )
        return Done(done.returncode, done.stdout, done.stderr)

    @property
    def said(self) -> str:
        """All that `tilts up` has printed so far."""
        return self.process.log.read_text()

    def children(self) -> dict[str, psutil.Process]:
        """The processes that `tilts up` watches, by what they are."""
        names = {"postgres": "postgres", "tansu": "broker", " serve ": "services", "kafka.Kafka": "broker"}
        found = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                words = " ".join(child.cmdline())
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
            found |= {what: child for sign, what in names.items() if sign in words}
        return found


# Until the folder's tests are through, and no longer: while it runs it works, and others are waiting for the processor.
@pytest.fixture(scope="package")
def running() -> Iterator[Running]:
    with session_folder("system") as folder:
        state = folder / "state"
        state.mkdir()
        # Its record lets the next run find and end it, should this one be killed.
        up = Process("up", folder, stop_signal=signal.SIGINT)
        broker = os.environ.get("TILTS_TEST_BROKER", "embedded")
        options = ["--folder", str(state), "--port", "0", "--broker", broker, "--small"]
        command = [sys.executable, "-m", "deploy.cli.main", "up", *options]
        up.start(command, env={**os.environ, "PYTHONPATH": str(PROJECT)})
        up.wait_until(lambda: _STARTED in up.log.read_text(), _PATIENCE)
        yield Running(state, up)
        family = psutil.Process(up.pid).children(recursive=True)
        up.stop(_PATIENCE)
        assert [left for left in family if left.is_running() and left.status() != psutil.STATUS_ZOMBIE] == []
