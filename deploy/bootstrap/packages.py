"""Installs a lock into `.venv` from the wheels in the cache, which are downloaded once."""

import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.bootstrap.problem import Problem
from deploy.cache import cache_folder

MEGABYTE = 1000 * 1000
# The wheels and what they unpack to, with some room to run; measured, and rounded up.
SPACE_NEEDED = {"runtime": 250 * MEGABYTE, "embedded": 500 * MEGABYTE, "dev": 1200 * MEGABYTE}

NO_SPACE = "No space left on device"
NO_NETWORK = re.compile("NewConnectionError|NameResolutionError|ConnectTimeout|Read timed out|ProxyError|unreachable")
NO_WHEEL = re.compile(r"No matching distribution found for (\S+)")
WRONG_HASH = "DO NOT MATCH THE HASHES"
PIP_MESSAGE = 1500
ELSEWHERE = "Make room, or put the cache elsewhere with TILTS_CACHE=/folder."


def check_space(name: str, *folders: Path) -> None:
    """Raise `Problem` when one of `folders` lies on a disk without room for the lock `name`."""
    for folder in folders:
        free = shutil.disk_usage(str(folder)).free // MEGABYTE
        needed = SPACE_NEEDED[name] // MEGABYTE
        if free < needed:
            raise Problem(
                f"The disk of {folder} has {free} MB free, and installing takes up to {needed} MB. {ELSEWHERE}"
            )


def install(python: Path, lock: Path) -> None:
    """Install the file `lock` into the environment of `python`. Raises `Problem` with the reason when it cannot."""
    wheels = cache_folder("wheels")
    check_space(lock.stem, wheels, lock.parent)
    exact = ["--require-hashes", "--only-binary=:all:", "--quiet", "--requirement", str(lock)]
    # Compiling what is perhaps never imported would take longer than installing it.
    from_cache = ["--isolated", "install", "--no-index", "--find-links", str(wheels), "--no-compile", *exact]
    if run_pip(python, from_cache) is None:
        return
    say(f"downloading into {wheels} (once)")
    failure = run_pip(python, ["download", "--retries=3", "--dest", str(wheels), *exact]) or run_pip(python, from_cache)
    if failure:
        raise Problem(explain(failure, wheels))


def run_pip(python: Path, arguments: list):
    """Run pip with `arguments`; return None when it succeeded, else what it said."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return None if done.returncode == 0 else done.stdout.decode(errors="replace")


def explain(failure: str, wheels: Path) -> str:
    """Turn what pip said into a sentence that says how to mend it."""
    if NO_SPACE in failure:
        return f"The disk is full. {ELSEWHERE}"
    if WRONG_HASH in failure:
        return (
            f"A package is not the one that was locked: damaged or exchanged on its way. Remove {wheels} and try "
            f"again; if that does not help, do not install it.\n{failure[-PIP_MESSAGE:]}"
        )
    if NO_NETWORK.search(failure):
        return (
            f"Packages are missing in {wheels}, and the package index cannot be reached. Connect to a network once, "
            "set PIP_INDEX_URL to a mirror that can be reached, or copy that folder from a machine like this one."
        )
    missing = NO_WHEEL.search(failure)
    if missing:
        return (
            f"The package index has no wheel of {missing.group(1)} for this machine ({platform.platform()}) and this "
            "Python. Tilts runs on Linux with glibc 2.28 or newer (x86_64, aarch64) and on macOS, with Python 3.11 to "
            "3.14; choose one of these with make PYTHON=…"
        )
    return f"pip failed:\n{failure[-PIP_MESSAGE:]}"


def say(message: str) -> None:
    """Tell on standard error what is going on."""
    print(f"tilts: {message}", file=sys.stderr, flush=True)
