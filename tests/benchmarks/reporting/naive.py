"""What a user would write: a transaction for each fact, in it a statement for each row, and one for the place."""

import asyncio
import sys
from datetime import datetime

import asyncpg

from services.reporting.handlers import FACTS
from services.reporting.handlers.row import Row
from shared.contracts import registry
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.reporting.history import records


async def main(dsn: str, cases: int, end: datetime) -> None:
    said, conn = list(records(cases, end)), await asyncpg.connect(dsn)
    await conn.execute("create table place (source text primary key, position bigint not null)")
    watch = Stopwatch()
    for record in said:
        fact = registry.decode(record.type, record.body)
        async with conn.transaction():
            for row in FACTS[record.type](fact, datetime.fromisoformat(record.given["time"])):
                await _save(conn, row, record.position)
            await conn.execute(
                "insert into place values ($1, $2) on conflict (source) do update set position = excluded.position",
                record.source, record.position,
            )  # fmt: skip
    watch.report(facts=len(said))
    await conn.close()


async def _save(conn: asyncpg.Connection, row: Row, position: int) -> None:
    values = {"position": position, **row.values}
    changes = ", ".join(f"{column} = ${n}" for n, column in enumerate(values, 2))
    done = await conn.execute(f"update {row.table} set {changes} where id = $1", row.id, *values.values())
    if done == "UPDATE 0":
        numbers = ", ".join(f"${n}" for n in range(1, len(values) + 2))
        columns = ", ".join(("id", *values))
        await conn.execute(f"insert into {row.table} ({columns}) values ({numbers})", row.id, *values.values())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
