"""Which Python `.venv` is made with."""

import shutil
import subprocess

from deploy.bootstrap.problem import Problem

OLDEST = (3, 11)
# The newest first; `python3` last, for a version that is newer than this list.
NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"]
PROBE = (
    "import sys, importlib.util as u;"
    "print(sys.version_info[0], sys.version_info[1], int(bool(u.find_spec('venv') and u.find_spec('ensurepip'))))"
)


def find_python(wanted: str) -> str:
    """Return the path of the Python to use: `wanted` unless empty, else the newest suitable one on the PATH.

    Raises `Problem` when it is too old or cannot make a virtual environment.
    """
    found = [(name, look_at(name)) for name in ([wanted] if wanted else NAMES)]
    found = [(name, answer) for name, answer in found if answer]
    for name, (version, can_make_environments) in found:
        if version >= OLDEST and can_make_environments:
            return shutil.which(name)
    raise Problem(explain(wanted, [(name, version) for name, (version, _) in found]))


def look_at(name: str):
    """Return ((major, minor), whether it can make virtual environments), or None when `name` does not run."""
    path = shutil.which(name)
    if path is None:
        return None
    # A pyenv shim is on the PATH also for versions that are not switched on; it then fails.
    asked = subprocess.run([path, "-c", PROBE], check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answer = asked.stdout.split()
    if asked.returncode != 0 or len(answer) != 3:
        return None
    return (int(answer[0]), int(answer[1])), answer[2] == b"1"


def explain(wanted: str, found: list) -> str:
    """Return why none of the Pythons that were `found`, as (name, version), will do."""
    if not found:
        return f"{wanted or 'python3'} is not a Python that runs here. Install Python 3.11 or newer."
    newest = max(version for _, version in found)
    if newest < OLDEST:
        seen = ", ".join(f"{name} is {version[0]}.{version[1]}" for name, version in found)
        return (
            f"Tilts needs Python 3.11 or newer, and {seen}. Install a newer one and, when it is not on the PATH, "
            "say where it is: make PYTHON=/path/to/python3.12 …"
        )
    number = f"{newest[0]}.{newest[1]}"
    return (
        f"Python {number} is here, but it cannot make a virtual environment: its modules venv and ensurepip are "
        f"missing. On Debian or Ubuntu: apt-get install python{number}-venv"
    )
