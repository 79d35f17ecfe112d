"""What answers to places are measured against: bare transactions that lock one row, and what a user would write.

The naive service reads what is free and writes what follows, serializably, again whenever PostgreSQL says that somebody
else was quicker. It keeps no log, no deadlines and no reasons, and asks nobody who they are.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import asyncpg

from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.places.game import CONNECTIONS, Size, Word, play
from tests.benchmarks.rounds import must_be

Person = tuple[int, int]
"""The number of an offer, and of somebody who waits for it."""

_TABLES = """
create table offer (id integer primary key, places integer not null, changed integer not null default 0);
create table waiting (
    offer integer not null, number integer not null, state text not null, since integer not null,
    primary key (offer, number)
);
create index waiting_by_state on waiting (offer, state, since);
"""


async def main(dsn: str, way: str, size: Size) -> None:
    pool = await asyncpg.create_pool(dsn, min_size=CONNECTIONS, max_size=CONNECTIONS)
    await pool.execute(_TABLES)
    await pool.execute("insert into offer select n, $1 from generate_series(1, $2) n", size.taken, size.offers)
    await pool.execute(
        """
        insert into waiting select offer, number, case when number <= $3 then 'offered' else 'waiting' end, number
        from generate_series(1, $1) offer, generate_series(1, $2) number
        """,
        size.offers, size.people, size.taken,
    )  # fmt: skip
    await pool.execute("analyze")
    watch = Stopwatch()
    told = await _WAYS[way](pool, size)
    watch.report(**told)
    await _CHECKS[way](pool, size)
    await pool.close()


async def _bare(pool: asyncpg.Pool, size: Size) -> dict:
    async def one(offer: int) -> None:
        async with pool.acquire() as conn, conn.transaction():
            await conn.fetchval("select places from offer where id = $1 for update", offer)
            await conn.execute("update offer set changed = changed + 1 where id = $1", offer)

    await asyncio.gather(*(one(number % size.offers + 1) for number in range(size.answers)))
    return {}


async def _naive(pool: asyncpg.Pool, size: Size) -> dict:
    again = 0

    async def answer(who: int, person: Person, word: Word) -> bool:
        nonlocal again
        while True:
            try:
                async with pool.acquire() as conn, conn.transaction(isolation="serializable"):
                    return await _answer(conn, *person, word)
            except asyncpg.SerializationError:
                again += 1

    lines = [[(offer, number) for number in range(1, size.people + 1)] for offer in range(1, size.offers + 1)]
    await play(lines, size.taken, answer)
    return {"again": again}


async def _answer(conn: asyncpg.Connection, offer: int, number: int, word: Word) -> bool:
    state = "select state from waiting where offer = $1 and number = $2"
    if await conn.fetchval(state, offer, number) != "offered":
        return False
    await conn.execute("update waiting set state = $3 where offer = $1 and number = $2", offer, number, word)
    if word is Word.ACCEPTED:
        return True
    held = await conn.fetchval(
        "select count(*) from waiting where offer = $1 and state in ('offered', 'accepted')", offer
    )
    if held < await conn.fetchval("select places from offer where id = $1", offer):
        await conn.execute(
            """
            update waiting set state = 'offered' where offer = $1 and number = (
                select number from waiting where offer = $1 and state = 'waiting' order by since limit 1)
            """,
            offer,
        )
    return True


async def _all_changed(pool: asyncpg.Pool, size: Size) -> None:
    must_be(await pool.fetchval("select sum(changed) from offer"), size.answers, "transactions")


async def _all_answered(pool: asyncpg.Pool, size: Size) -> None:
    states = dict(await pool.fetch("select state, count(*) from waiting group by state"))
    must_be(states.get(Word.ACCEPTED, 0), size.places, "places that are taken")
    must_be(sum(states.get(word, 0) for word in Word), size.people * size.offers, "people who answered")


_WAYS: dict[str, Callable[[asyncpg.Pool, Size], Awaitable[dict]]] = {"floor": _bare, "naive": _naive}
_CHECKS: dict[str, Callable[[asyncpg.Pool, Size], Awaitable[None]]] = {"floor": _all_changed, "naive": _all_answered}


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Size(*map(int, sys.argv[3:]))))
