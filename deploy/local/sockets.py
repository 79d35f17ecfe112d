"""Where a Unix socket may lie: the kernel allows about a hundred bytes for its whole path."""

import hashlib
import os
from pathlib import Path

# 104 on macOS, 108 on Linux, less the ending zero and the longest name PostgreSQL gives a socket.
LONGEST = 103 - len("/.s.PGSQL.65535")


def socket_folder(folder: Path) -> Path:
    """Return a folder for the sockets of the server in `folder`: inside it, or a short one that belongs to it alone."""
    inside = folder / "sockets"
    if len(os.fsencode(inside)) <= LONGEST:
        return inside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp") / f"tilts-{os.geteuid()}-{name}"
