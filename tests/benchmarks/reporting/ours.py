"""Reporting's own way: batches as the consumer brings them, each one transaction with its cursors."""

import asyncio
import resource
import sys
import time
from datetime import datetime
from itertools import islice

from services.reporting.app import DEFINITION
from shared.runtime import garbage
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.reporting.history import records
from tests.benchmarks.rounds import must_be
from tests.services.running import begun, settings_at

BATCH = 500


async def main(dsn: str, cases: int, end: datetime) -> None:
    async with begun(DEFINITION, settings_at(dsn, TILTS_DATABASE__POOL_MIN="1")) as process:
        garbage.settle()
        facts, cpu, wall, peaks = 0, 0.0, 0.0, []
        said, watch = records(cases, end), Stopwatch()
        # A batch is made only when it is its turn, so that memory says something; what making it takes does not count.
        while batch := list(islice(said, BATCH)):
            begin = time.process_time(), time.perf_counter()
            outcome = await process.batch.apply(batch)
            cpu, wall = cpu + time.process_time() - begin[0], wall + time.perf_counter() - begin[1]
            must_be(outcome.applied, len(batch), "facts of a batch")
            facts += len(batch)
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        watch.report(facts=facts, cpu=cpu, wall=wall, early=peaks[len(peaks) // 10], peak=peaks[-1])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
