"""`python3 -m deploy.bootstrap runtime|embedded|dev`: make `.venv` hold that lock, and the command `tilts`."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from deploy.bootstrap.interpreter import find_python
from deploy.bootstrap.packages import install, say
from deploy.bootstrap.problem import Problem

# Each contains the ones before it, in the same versions.
LOCKS = ["runtime", "embedded", "dev"]
REPOSITORY = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = REPOSITORY / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "tilts.json"

# Read by the shell, which hands it to Python, for which the second line is a string: a `#!` line must not be long
# nor contain a space.
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from deploy.cli.main import main

sys.exit(main())
"""


def main(name: str) -> None:
    """Install the lock `name` unless it, or one that contains it, is installed already."""
    wanted = os.environ.get("PYTHON", "")
    stamp = read_stamp(wanted)
    if any(stamp["locks"].get(lock) == digest(lock) for lock in LOCKS[LOCKS.index(name) :]):
        return
    started = time.time()
    if not stamp["locks"]:
        make_environment(wanted)
    say(f"installing requirements/{name}.lock")
    install(PYTHON, REPOSITORY / "requirements" / f"{name}.lock")
    put_repository_on_the_path()
    stamp["locks"][name] = digest(name)
    STAMP.write_text(json.dumps(stamp))
    say(f"installed in {time.time() - started:.0f} s")


def read_stamp(wanted: str) -> dict:
    """Return what is installed here: nothing yet when it was for another folder or with another Python."""
    stamp = {"repository": str(REPOSITORY), "python": wanted, "locks": {}}
    if PYTHON.exists() and STAMP.exists():
        known = json.loads(STAMP.read_text())
        if known["repository"] == stamp["repository"] and wanted in ("", known["python"]):
            return known
    return stamp


def digest(lock: str) -> str:
    """Return the SHA-256 of the lock called `lock`."""
    return hashlib.sha256((REPOSITORY / "requirements" / f"{lock}.lock").read_bytes()).hexdigest()


def make_environment(wanted: str) -> None:
    """Make an empty `.venv`, in place of one that is not ours or not of this Python."""
    base = find_python(wanted)
    say(f"making .venv with {base}")
    shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
    command = [base, "-m", "venv", str(ENVIRONMENT)]
    made = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
        raise Problem(f"{base} could not make .venv: {made.stdout.decode(errors='replace').strip()}")


def put_repository_on_the_path() -> None:
    """Let `.venv` import this repository as it is, and give it the command `tilts`."""
    where = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(where).decode().strip())
    (packages / "tilts.pth").write_text(f"{REPOSITORY}\n")
    command = ENVIRONMENT / "bin" / "tilts"
    command.write_text(COMMAND.format(python=PYTHON))
    command.chmod(0o755)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit(f"usage: python3 -m deploy.bootstrap {'|'.join(LOCKS)}")
    try:
        main(sys.argv[1])
    except Problem as problem:
        sys.exit(f"tilts: {problem}")
