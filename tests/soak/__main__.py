"""`make soak`: as many simulated histories as one likes, far more than the tests have time for."""

import argparse
import sys
import time

from tests.shared.stream.model.history import CALM, LOSSES, History, first_failure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=100_000, help="how many; default 100000")
    parser.add_argument("--seed", type=int, default=0, help="the first history's seed")
    given = parser.parse_args()
    begun, seeds = time.monotonic(), range(given.seed, given.seed + given.histories // 2)
    failed = [
        said
        for kinds, run in ((CALM, lambda s: History().run_calmly(s)), (CALM + LOSSES, lambda s: History().run(s)))
        if (said := first_failure(seeds, kinds, run))
    ]
    for said in failed:
        print(said)
    minutes = (time.monotonic() - begun) / 60
    print(f"{2 * len(seeds)} histories in {minutes:.1f} min, {len(failed)} kind(s) of them failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
