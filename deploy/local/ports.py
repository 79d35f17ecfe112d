"""A TCP port on this machine that a server can keep, also over its restarts."""

import random
import socket

# Below the ranges from which Linux (32768) and macOS (49152) take the ports of outgoing connections. Inside them a
# client that retries against a stopped server can connect to itself, and then the port is gone for the server.
LOWEST, HIGHEST = 20_000, 32_000
TRIES = 200


def is_free(port: int) -> bool:
    """Say whether a server could listen on 127.0.0.1:`port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on. Raises `OSError` when none is found."""
    for _ in range(TRIES):
        port = random.randint(LOWEST, HIGHEST)
        if is_free(port):
            return port
    raise OSError(f"no free port between {LOWEST} and {HIGHEST} on 127.0.0.1; stop what occupies them and try again")
