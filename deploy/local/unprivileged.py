"""The user a server runs as when we are root.

PostgreSQL refuses to run as root. Containers, and a fresh machine on which somebody just tries us, often have no other
user, so the server then runs as `nobody`: no account has to be made. Not for production.
"""

import os
import pwd
import stat
from collections.abc import Mapping
from pathlib import Path

NOBODY = "nobody"
READ = stat.S_IROTH
TRAVERSE = stat.S_IXOTH


def as_nobody() -> Mapping[str, object]:
    """Return the arguments of `subprocess.Popen` that drop root's rights; nothing when we are not root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(NOBODY)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give_to_nobody(folder: Path) -> None:
    """Make `folder` and what lies in it the property of the unprivileged user, who can then also get to it."""
    if os.geteuid() != 0:
        return
    account = pwd.getpwnam(NOBODY)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)
    _open_the_way_to(folder)


def let_nobody_read(folder: Path) -> None:
    """Let the unprivileged user read the programs in `folder`, which a strict umask may have closed to others."""
    if os.geteuid() != 0:
        return
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = READ | (TRAVERSE if mode & stat.S_IXUSR else 0)
        _add(path, mode, wanted)
    _open_the_way_to(folder)


def _open_the_way_to(folder: Path) -> None:
    # Only the right to pass through, not to list: root's home (0700) becomes 0701.
    for parent in folder.resolve().parents:
        _add(parent, parent.stat().st_mode, TRAVERSE)


def _add(path: Path, mode: int, wanted: int) -> None:
    if mode & wanted != wanted:
        path.chmod(stat.S_IMODE(mode) | wanted)
