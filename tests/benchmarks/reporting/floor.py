"""The floor: the rows that come of the same facts, each once and complete, by COPY; nothing is read or guarded.

What they are is worked out before the watch starts.
"""

import asyncio
import sys
from collections import defaultdict
from datetime import datetime

import asyncpg

from services.reporting.handlers import FACTS
from services.reporting.store import PROJECTIONS
from shared.contracts import registry
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.reporting.history import records

_ROWS = 500
"""In one transaction, like a batch."""


async def main(dsn: str, cases: int, end: datetime) -> None:
    said, facts = defaultdict(list), 0
    for record in records(cases, end):
        facts += 1
        at = datetime.fromisoformat(record.given["time"])
        for row in FACTS[record.type](registry.decode(record.type, record.body), at):
            said[row.table].append((row.id, {"position": record.position, **row.values}))
    conn = await asyncpg.connect(dsn)
    tables = {}
    for table in PROJECTIONS:
        columns = ("id", *table.guard, *table.columns)
        rows = [tuple(map(row.get, columns)) for row in table.fold(said[table.name])]
        tables[table.name] = columns, rows
    watch = Stopwatch()
    for name, (columns, rows) in tables.items():
        for begin in range(0, len(rows), _ROWS):
            await conn.copy_records_to_table(name, records=rows[begin : begin + _ROWS], columns=columns)
    watch.report(facts=facts)
    await conn.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
