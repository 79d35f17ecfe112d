"""What nearly every decision looks at is read without a lock, and written by the kind that owns the row."""

import asyncio
from dataclasses import dataclass

import asyncpg
import pytest

from shared.database.table import Table, Tables
from shared.decision import Decision, World


@dataclass(frozen=True, slots=True)
class Rate:
    id: str
    value: int
    version: int


@dataclass(frozen=True, slots=True)
class Shown:
    id: str
    value: int


TABLES = Tables((Table(Shown, "rate", read_only=True), Table(Rate, "rate")))


@pytest.fixture
async def two(database):
    conns = [await asyncpg.connect(database) for _ in range(2)]
    await conns[0].execute("create table rate (id text primary key, value integer not null, version integer not null)")
    await conns[0].execute("insert into rate values ('eur', 1, 1)")
    yield conns
    for conn in conns:
        await conn.close()


async def read(conn) -> int:
    world = World(asked={(Shown, "eur")})
    await TABLES.load(conn, world)
    return world.get(Shown, "eur").value


async def test_nobody_who_reads_it_waits_for_whoever_changes_it(two):
    writer, reader = two
    async with writer.transaction():
        world = World(asked={(Rate, "eur")})
        await TABLES.load(writer, world)
        world.accept(Decision((Rate("eur", 2, 2),)))
        await TABLES.save(writer, world)
        async with asyncio.timeout(5), reader.transaction():
            assert await read(reader) == 1
    assert await read(reader) == 2


async def test_two_readers_do_not_wait_for_each_other_nor_hold_up_a_writer(two):
    one, other = two
    async with one.transaction():
        assert await read(one) == 1
        async with asyncio.timeout(5):
            await other.execute("update rate set value = 3")
            assert await read(other) == 3


async def test_it_is_never_written_by_the_kind_that_only_shows_it(two):
    world = World(asked={(Shown, "eur")})
    await TABLES.load(two[0], world)
    world.accept(Decision((Shown("eur", 9),)))
    with pytest.raises(TypeError, match="Shown is only for reading"):
        await TABLES.save(two[0], world)
    assert await read(two[1]) == 1
