"""What the two brokers that we start ourselves have in common, so that either can stand behind the same tests."""

import socket
import struct
from pathlib import Path
from typing import Protocol

METADATA, VERSION = 3, 4
# header: API, version, correlation, no client id; body: no topics, and none to be created on the way.
METADATA_REQUEST = struct.pack(">hhihi?", METADATA, VERSION, 1, -1, 0, False)
# correlation, throttle time, number of brokers
BROKERS_AT, LEAST_LENGTH = 8, 12


class Broker(Protocol):
    """A Kafka broker as a child process, on a port that it keeps.

    `start` returns when it answers; `stop` and `kill` (SIGKILL) end it; `restart` kills it when it still runs, and
    starts it with the records it has kept: all when `durable`, none otherwise. `wipe` does so without any records.
    All raise `deploy.local.process.ServerError` with the reason when the broker does not come up.
    """

    durable: bool
    bootstrap: str

    def __init__(self, folder: Path, *, port: int | None = None) -> None: ...
    @property
    def alive(self) -> bool: ...
    @property
    def pid(self) -> int: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def restart(self) -> None: ...
    def wipe(self) -> None: ...


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
