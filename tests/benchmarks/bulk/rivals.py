"""What an import is measured against: rows that are only copied, and rows that somebody writes one by one.

Neither checks a row, tells people apart or answers anybody.
"""

import asyncio
import csv
import sys

import asyncpg

from tests.benchmarks.machine import Stopwatch

_ROW = "insert into person (id, given_name, family_name) values (gen_random_uuid(), $1, $2) returning id"
_KEPT = "insert into kept (person, row) values ($1, $2)"


async def main(dsn: str, way: str, file: str) -> None:
    conn = await asyncpg.connect(dsn)
    await conn.execute("create table kept (person uuid, row text[])")
    watch = Stopwatch()
    with open(file, encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened)
        if way == "floor":
            await conn.copy_records_to_table("kept", records=((None, list(row.values())) for row in rows))
        else:
            for row in rows:
                await _one(conn, row)
    watch.report(taken=await conn.fetchval("select count(*) from kept"))
    await conn.close()


async def _one(conn: asyncpg.Connection, row: dict[str, str]) -> None:
    name = [said for column, said in row.items() if column.endswith(("given_name", "family_name"))]
    async with conn.transaction():
        await conn.execute(_KEPT, await conn.fetchval(_ROW, *name), list(row.values()))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
