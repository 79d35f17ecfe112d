"""What is found behind a lock is what was committed before the lock was given, and leads to what is locked next."""

import asyncio
from dataclasses import dataclass

import asyncpg
import pytest

from shared.database.table import Found, Table, Tables
from shared.decision import Decision, World


@dataclass(frozen=True, slots=True)
class Gate:
    id: str
    passed: int


@dataclass(frozen=True, slots=True)
class Guest:
    id: str
    gate: str


@dataclass(frozen=True, slots=True)
class Guests:
    id: str
    who: tuple[str, ...]

    @property
    def leads_to(self):
        return [(Guest, one) for one in self.who]


QUERY = "select asked.id, coalesce(json_agg(id order by id), '[]') as who from guest where gate = asked.id"
TABLES = Tables((Table(Gate, "gate"), Found(Guests, "guest", query=QUERY), Table(Guest, "guest")))
ASKED = {(Gate, "east"), (Guests, "east")}


@pytest.fixture
async def two(database):
    conns = [await asyncpg.connect(database) for _ in range(2)]
    await conns[0].execute("create table gate (id text primary key, passed integer not null)")
    await conns[0].execute("create table guest (id text primary key, gate text not null)")
    await conns[0].execute("insert into gate values ('east', 0)")
    await conns[0].execute("insert into guest values ('Anna', 'east'), ('Eva', 'west')")
    yield conns
    for conn in conns:
        await conn.close()


async def test_what_is_found_was_committed_before_the_lock_and_what_it_leads_to_is_loaded(two):
    one, other = two
    async with one.transaction():
        world = World(asked=set(ASKED))
        await TABLES.load(one, world)
        waiting = asyncio.create_task(_guests(other))
        async with asyncio.timeout(10):
            while not await one.fetchval("select count(*) from pg_locks where not granted"):
                await asyncio.sleep(0.01)
        world.accept(Decision((Gate("east", 1), Guest("Zane", "east"))))
        await TABLES.save(one, world)
    assert world.get(Guest, "Anna") == Guest("Anna", "east")
    assert await waiting == ("Anna", "Zane")


async def test_nothing_keeps_what_is_only_found(two):
    world = World(asked=set(ASKED))
    await TABLES.load(two[0], world)
    world.accept(Decision((Guests("east", ()),)))
    with pytest.raises(TypeError, match="only for reading"):
        await TABLES.save(two[0], world)


async def _guests(conn) -> tuple[str, ...]:
    async with conn.transaction():
        world = World(asked=set(ASKED))
        await TABLES.load(conn, world)
        return world.get(Guests, "east").who
