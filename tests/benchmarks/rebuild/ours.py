"""One rebuild in a process of its own, whose peak of memory is therefore that of the rebuild."""

import asyncio
import resource
import sys

from deploy.services import DEFINITIONS
from services.reporting.rebuild.rebuild import rebuild
from shared.database.pool import open_pool
from shared.settings.technical import Database
from tests.benchmarks.machine import Stopwatch


async def main(dsn: str, municipality: str) -> None:
    logs = {service: await open_pool(Database(dsn=dsn, pool_max=2), service) for service in DEFINITIONS}
    watch = Stopwatch()
    done = await rebuild(logs, municipality)
    for pool in logs.values():
        await pool.close()
    # Linux counts kilobytes, macOS bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    rows = sum(table.rows for table in done.tables)
    watch.report(
        facts=done.facts, rows=rows, findings=done.findings[:3], switched=done.switched, held=done.held, peak=peak
    )


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
