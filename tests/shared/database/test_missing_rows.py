"""A row that is not there cannot be locked: two who both found none must not both have made the first."""

import asyncio
from dataclasses import dataclass

import asyncpg
import pytest

from shared.database.table import Overtaken, Table, Tables
from shared.decision import Decision, World
from shared.stream.errors import is_transient


@dataclass(frozen=True, slots=True)
class Series:
    id: str
    last: int


TABLES = Tables((Table(Series, "series"),))


async def begun(database: str) -> tuple[asyncpg.Connection, asyncpg.transaction.Transaction]:
    conn = await asyncpg.connect(database)
    transaction = conn.transaction()
    await transaction.start()
    return conn, transaction


async def count_up(conn: asyncpg.Connection) -> None:
    world = World(asked={(Series, "LPX")})
    await TABLES.load(conn, world)
    series = world.get(Series, "LPX")
    world.accept(Decision((Series("LPX", series.last + 1 if series else 1),)))
    await TABLES.save(conn, world)


@pytest.fixture
async def two(database):
    setup = await asyncpg.connect(database)
    await setup.execute("create table series (id text primary key, last integer not null)")
    await setup.close()
    pairs = [await begun(database), await begun(database)]
    yield pairs
    for conn, _ in pairs:
        await conn.close()


async def test_of_two_who_found_none_the_second_is_told_to_decide_again(two):
    (one, first), (other, second) = two
    await count_up(one)
    late = asyncio.create_task(count_up(other))
    await asyncio.sleep(0.1)
    await first.commit()
    with pytest.raises(Overtaken) as told:
        await late
    assert is_transient(told.value)
    await second.rollback()

    await count_up(other)
    assert await one.fetchval("select last from series") == 2


async def test_who_found_the_row_replaces_it(two):
    (one, first), _ = two
    await count_up(one)
    await count_up(one)
    await first.commit()
    assert await one.fetchval("select last from series") == 2
