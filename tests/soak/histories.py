"""Simulated histories, far more than the tests have time for, in a process of their own beside the kills."""

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass

from tests.shared.stream.model.history import first_failure
from tests.shared.stream.model.rules import Rules

_POLITE = 10
"""So that it takes the processor only when the servers do not want it."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """How many histories were asked for, how long they took, and the first that went wrong, if any."""

    histories: int
    minutes: float
    wrong: str


async def simulate(histories: int, seed: int) -> Simulated:
    """Run them in a process of their own, which ends when this is cancelled."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "tests.soak.histories", str(histories), str(seed)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, start_new_session=True)
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    wrong = said.decode().strip() or ("" if process.returncode == 0 else f"ended with {process.returncode}")
    return Simulated(histories, (time.monotonic() - begun) / 60, wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", type=int)
    parser.add_argument("seed", type=int)
    given = parser.parse_args()
    os.nice(_POLITE)
    failed = first_failure(range(given.seed, given.seed + given.histories), Rules())
    print(failed or "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
