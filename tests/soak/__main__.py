"""`make soak`: as many simulated histories as one likes, far more than the tests have time for."""

import argparse
import sys
import time

from tests.shared.stream.model.history import first_failure
from tests.shared.stream.model.rules import Rules


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=100_000, help="how many; default 100000")
    parser.add_argument("--seed", type=int, default=0, help="the first history's seed")
    given = parser.parse_args()
    begun = time.monotonic()
    failed = first_failure(range(given.seed, given.seed + given.histories), Rules())
    minutes = (time.monotonic() - begun) / 60
    print(failed or f"{given.histories} histories in {minutes:.1f} min, and nothing went wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
