"""What every server that we start as a child process has in common."""

from pathlib import Path

from deploy.local.process import Process


class Server:
    """A server whose data, log and record lie in `folder`; how it is started is up to each."""

    def __init__(self, folder: Path, process: Process) -> None:
        self.folder = folder
        self._process = process

    @property
    def pid(self) -> int:
        """The process id of the server. Raises `ServerError` when it is down."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the server that this object started still runs."""
        return self._process.alive

    def stop(self) -> None:
        """Ask the server to end in good order, and wait until it has."""
        self._process.stop()

    def kill(self) -> None:
        """End the server and its children at once (SIGKILL)."""
        self._process.kill()
