"""What a user would write: for each referral one query for who shares a name, birthday or phone; then compare them."""

import asyncio
import json
import sys
from datetime import date
from itertools import islice

import asyncpg
from rapidfuzz.fuzz import token_sort_ratio

from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.path import people

_FIND = """
select given_name, family_name, birth_date from person
where lower(family_name) = lower($1) or birth_date = $2 or phone = $3
"""
_CLOSE = 85


async def main(dsn: str, register_size: int, count: int) -> None:
    known = list(people.register(register_size))
    bodies = [json.loads(sent.record.body) for sent in islice(people.referrals(known, count), count)]
    conn = await asyncpg.connect(dsn)
    watch, found = Stopwatch(), 0
    for body in bodies:
        who = body["subject"]
        name = f"{who['given_name']} {who['family_name']}"
        for row in await conn.fetch(_FIND, who["family_name"], date.fromisoformat(who["birth_date"]), who.get("phone")):
            found += token_sort_ratio(name, f"{row['given_name']} {row['family_name']}") >= _CLOSE
    watch.report(found=found)
    await conn.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
