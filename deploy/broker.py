"""What the brokers that we start ourselves have in common, so that any can stand behind the same tests."""

import socket
import struct
from abc import ABC, abstractmethod
from pathlib import Path

from deploy.local.ports import free_port, is_free
from deploy.local.process import Process, ServerError
from deploy.local.server import Server

METADATA, VERSION = 3, 4
# header: API, version, correlation, no client id; body: no topics, and none to be created on the way.
METADATA_REQUEST = struct.pack(">hhihi?", METADATA, VERSION, 1, -1, 0, False)
# correlation, throttle time, number of brokers
BROKERS_AT, LEAST_LENGTH = 8, 12


class Broker(Server, ABC):
    """A broker that speaks Kafka's protocol on one port of 127.0.0.1, which it keeps; any free one when none is given.

    `durable` says whether its records survive `stop`, `kill` and `restart`. All that start it raise `ServerError`
    with the reason when it does not come up.
    """

    name: str
    durable: bool
    ready_within: float

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        folder = Path(folder).resolve()
        super().__init__(folder, Process(self.name, folder))
        self.port = port or free_port()
        self.bootstrap = f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the broker and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._process.end_leftover()
        if not is_free(self.port):
            raise ServerError(f"port {self.port} is taken by another program; choose another for the broker")
        self._process.start(self._command())
        self._process.wait_until(lambda: answers(self.bootstrap), self.ready_within)

    def restart(self) -> None:
        """Start again on the same port, with the records that it has kept; kills it first when it still runs."""
        self.kill()
        self.start()

    def wipe(self) -> None:
        """Start again on the same port without any records, topics or offsets."""
        self.kill()
        self._forget()
        self.start()

    @abstractmethod
    def _command(self) -> list[str]:
        """Prepare the folder and return the command that runs the broker."""

    @abstractmethod
    def _forget(self) -> None:
        """Remove what the stopped broker has kept."""


def answers(bootstrap: str, patience: float = 1.0) -> bool:
    """Say whether the broker at `bootstrap` ("host:port") names a living broker when asked for its metadata.

    Asked by hand, because the Kafka clients here are asynchronous and log every failed try.
    """
    host, port = bootstrap.split(":")
    try:
        with socket.create_connection((host, int(port)), timeout=patience) as connection:
            connection.sendall(struct.pack(">i", len(METADATA_REQUEST)) + METADATA_REQUEST)
            reply = connection.makefile("rb")
            (length,) = struct.unpack(">i", reply.read(4))
            answer = reply.read(length)
    except (OSError, struct.error):
        return False
    return len(answer) >= LEAST_LENGTH and struct.unpack_from(">i", answer, BROKERS_AT)[0] > 0
