"""The simulator as a partner's developer starts it, and a client of `docs/` against it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from deploy.up.folder import PROJECT
from tests.services.intake.samples import SCHOOL

_STARTED = re.compile(r"export (TILTS_URL)=(\S+) (TILTS_TOKEN)=(\S+)")


@contextmanager
def simulated(*words: str) -> Iterator[dict[str, str]]:
    """The variables that it prints for clients."""
    command = [sys.executable, "-m", "deploy.cli.main", "partner", "simulate", "--port", "0", "-m", "liepaja"]
    process = subprocess.Popen([*command, "--as", SCHOOL, *words], cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    try:
        said = next(filter(None, map(_STARTED.search, process.stderr)))
        yield dict(zip(said.groups()[::2], said.groups()[1::2], strict=True))
    finally:
        process.terminate()
        process.communicate()


def client(program: Sequence[str], variables: dict[str, str]) -> subprocess.CompletedProcess:
    """Run a client to its end, in `docs/`."""
    return subprocess.run(
        program, check=False, cwd=PROJECT / "docs", env=os.environ | variables, capture_output=True, text=True
    )
