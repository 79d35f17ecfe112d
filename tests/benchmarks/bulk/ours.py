"""One import in a process of its own, as `tilts import` runs it; its peak of memory is therefore the import's."""

import resource
import sys
from pathlib import Path

from deploy.cli.imports.asked import Asked
from deploy.cli.imports.run import run
from tests.benchmarks.bulk.files import PARTNER
from tests.benchmarks.machine import Stopwatch
from tests.services.running import settings_at


def main(dsn: str, kind: str, file: str) -> None:
    settings = settings_at(dsn)
    # Whoever asks first for a working day waits until the holidays of its year are worked out.
    clock = settings.calendar.clock()
    settings.calendar.calendar().is_working_day(clock.now().date())
    watch = Stopwatch()
    report = run(settings, Asked(kind, Path(file), PARTNER if kind == "referrals" else None))
    # Linux counts kilobytes, macOS bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    watch.report(taken=report.counts.taken, peak=peak)


if __name__ == "__main__":
    main(*sys.argv[1:])
