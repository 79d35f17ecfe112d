"""One server as a child process, with a record on disk.

A parent that is killed cannot stop its servers. The record lets the next start find what was left over and end it,
without ever touching a stranger that has got the same process id since.
"""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import psutil

from deploy.local.errors import ServerError

# The start time of a process is computed from the boot time, which moves when the clock is set.
CLOCK_TOLERANCE = 2.0
LOG_TAIL = 2_000


def started_at(pid: int) -> float | None:
    """Return when the living process `pid` was started (seconds since 1970), or None when there is none."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.NoSuchProcess:
        return None


def is_same(pid: int, started: float) -> bool:
    """Say whether `pid` is alive and still the process that was started at `started`."""
    now = started_at(pid)
    return now is not None and abs(now - started) < CLOCK_TOLERANCE


class Child(Protocol):
    """What is asked of a process that was begun here, as `subprocess.Popen` answers it."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self) -> int: ...


class Process:
    """A server called `name` whose log and record lie in `folder` (`<name>.log`, `<name>.json`)."""

    def __init__(self, name: str, folder: Path, stop_signal: signal.Signals = signal.SIGTERM) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self._record = folder / f"{name}.json"
        self._stop_signal = stop_signal
        self._child: Child | None = None

    @property
    def pid(self) -> int:
        """The process id of the running server. Raises `ServerError` when it is not running."""
        if not self.alive:
            raise ServerError(f"{self.name} is not running; start it first")
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the server that this object started still runs."""
        return self._child is not None and self._child.poll() is None

    def start(
        self, command: Sequence[str], *, env: Mapping[str, str] | None = None, user: Mapping[str, object] | None = None
    ) -> None:
        """Start `command`; `user` are the arguments of `subprocess.Popen` that choose another user.

        Ends what an earlier, killed parent left over. Raises `ServerError` when a living parent runs the same server.
        """
        self.end_leftover()
        self._child = self._begun(command, env, user or {})
        self._write_record(self._child.pid)
        atexit.register(self._stop_at_exit, os.getpid())

    def _begun(self, command: Sequence[str], env: Mapping[str, str] | None, user: Mapping[str, object]) -> Child:
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C at the terminal must reach our services first, not their servers.
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, start_new_session=True, **user
            )

    def wait_until(self, ready: Callable[[], bool], patience: float, hint: str = "") -> None:
        """Return once `ready()` is true. Raises `ServerError` with the end of the log when that does not happen."""
        deadline = time.monotonic() + patience
        while not ready():
            if not self.alive:
                raise ServerError(f"{self.name} ended while it was starting. {hint}\n{self.log_tail()}")
            if time.monotonic() > deadline:
                self.kill()
                raise ServerError(f"{self.name} was not ready after {patience:.0f} s. {hint}\n{self.log_tail()}")
            time.sleep(0.02)

    def stop(self, patience: float = 20.0) -> None:
        """Ask the server to end, and kill it when it has not after `patience` seconds. Does nothing when it is down."""
        if self._child is not None:
            _end(self._child.pid, self._stop_signal, patience)
            self._child.wait()
        self._forget()

    def kill(self) -> None:
        """End the server and its children at once, as a power failure would."""
        self.stop(patience=0)

    def end_leftover(self) -> None:
        """End the server that a parent, now dead, left behind. Raises `ServerError` when the parent lives."""
        try:
            record = json.loads(self._record.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return
        if is_same(record["pid"], record["started"]):
            if is_same(record["owner"], record["owner_started"]):
                raise ServerError(
                    f"{self.name} already runs here, started by process {record['owner']}; "
                    f"stop that one first, or use another data folder than {self._record.parent}"
                )
            _end(record["pid"], self._stop_signal, patience=20.0)
        self._record.unlink(missing_ok=True)

    def log_tail(self) -> str:
        """Return the last lines of the server's log, with the log's path."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return f"--- end of {self.log}\n{text[-LOG_TAIL:].strip()}"

    def _write_record(self, pid: int) -> None:
        owner = os.getpid()
        record = {"pid": pid, "started": started_at(pid), "owner": owner, "owner_started": started_at(owner)}
        self._record.write_text(json.dumps(record))

    def _forget(self) -> None:
        self._child = None
        self._record.unlink(missing_ok=True)
        atexit.unregister(self._stop_at_exit)

    def _stop_at_exit(self, owner: int) -> None:
        # A forked child inherits this hook together with a server that is not its own.
        if os.getpid() == owner:
            self.stop()


def _end(pid: int, how: signal.Signals, patience: float) -> None:
    """End process `pid`: politely with signal `how`, then, after `patience` seconds, with its children by force."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        if patience:
            process.send_signal(how)
            if _wait_for_end([process], patience):
                return
    except psutil.NoSuchProcess:
        return
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    _wait_for_end(family, patience=10.0)


def _wait_for_end(family: list[psutil.Process], patience: float) -> bool:
    """Say whether all of `family` ended within `patience` seconds."""
    deadline = time.monotonic() + patience
    while any(_runs(member) for member in family):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _runs(process: psutil.Process) -> bool:
    # A zombie holds no file and no port; who inherits it, in a container, may never reap it.
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
