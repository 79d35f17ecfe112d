"""One `tilts up` for all system tests: started as anybody starts it, with a small day, and stopped at the end.

Its output while it starts is kept: the tests look at it, and so does the README's.
"""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import psutil
import pytest

from deploy.cli.main import main
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
    """The deployment in `folder`; `process` is its `tilts up`, `out` and `err` what that printed."""

    folder: Path
    process: subprocess.Popen

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
    def out(self) -> str:
        return (self.folder / "out.txt").read_text()

    @property
    def err(self) -> str:
        return (self.folder / "err.txt").read_text()

    def children(self) -> dict[str, psutil.Process]:
        """The processes that `tilts up` watches, by what they are."""
        names = {"postgres": "postgres", "tansu": "broker", "serve": "services", "kafka.Kafka": "broker"}
        found = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                words = " ".join(child.cmdline())
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
            found |= {what: child for sign, what in names.items() if sign in words}
        return found


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    with session_folder("system") as folder:
        process = start(folder, "--fresh", "--small")
        yield Running(folder, process)
        stop(process)


def start(folder: Path, *words: str) -> subprocess.Popen:
    """Start `tilts up` and return once it says that it runs. Fails with what it said when it does not."""
    broker = os.environ.get("TILTS_TEST_BROKER", "embedded")
    up = [sys.executable, "-m", "deploy.cli.main", "up"]
    command = [*up, "--folder", str(folder), "--port", "0", "--broker", broker, *words]
    with (folder / "out.txt").open("w") as out, (folder / "err.txt").open("w") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=PROJECT, stdin=subprocess.DEVNULL)
    end = time.monotonic() + _PATIENCE
    while _STARTED not in (folder / "out.txt").read_text():
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail((folder / "out.txt").read_text() + (folder / "err.txt").read_text())
        time.sleep(0.05)
    return process


def stop(process: subprocess.Popen) -> None:
    """Stop it as Ctrl-C does, and find that nothing is left."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert [left for left in family if left.is_running() and left.status() != psutil.STATUS_ZOMBIE] == []
