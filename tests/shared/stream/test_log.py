"""The log takes facts without a gap, once per transaction, and only while it knows that it is the newest."""

import asyncio
import random
from itertools import pairwise
from uuid import uuid4

import asyncpg
import pytest

from shared.stream import log
from shared.stream.errors import is_transient
from shared.stream.partition import partition_of
from tests.shared.stream.conftest import PARTITIONS
from tests.shared.stream.events import event


async def append(conn: asyncpg.Connection, *events) -> None:
    async with conn.transaction():
        await log.append(conn, events, PARTITIONS)


async def positions(conn: asyncpg.Connection) -> dict[int, list[int]]:
    rows = await conn.fetch("select partition, position from event_log order by 1, 2")
    found: dict[int, list[int]] = {}
    for partition, position in rows:
        found.setdefault(partition, []).append(position)
    return found


async def test_positions_count_up_in_each_partition(conn):
    await append(conn, event("a"), event("a"), event("b"))
    await append(conn, event("a"))
    first, second = partition_of("a", PARTITIONS), partition_of("b", PARTITIONS)
    assert first != second
    assert await positions(conn) == {first: [1, 2, 3], second: [1]}
    assert (await log.heads(conn))[first] == 3


async def test_a_rollback_gives_positions_back(conn):
    transaction = conn.transaction()
    await transaction.start()
    await log.append(conn, [event("a")], PARTITIONS)
    await transaction.rollback()
    await append(conn, event("a"))
    assert list((await positions(conn)).values()) == [[1]]


async def test_receipts_have_partitions_of_their_own(conn):
    await append(conn, event("a"), event("a", topic="liepaja.partner.skola.receipts"))
    core, edge = sorted(await positions(conn))
    assert core < PARTITIONS <= edge
    assert await log.heads(conn, "edge") != dict.fromkeys(range(PARTITIONS, 2 * PARTITIONS), 0)


async def test_a_fact_knows_the_one_before_it(conn):
    events = [event("a") for _ in range(5)]
    await append(conn, *events)
    partition = partition_of("a", PARTITIONS)
    for after in range(5):
        read = await log.read(conn, partition, after, 2)
        assert [r.event.id for r in read] == [e.id for e in events[after : after + 2]]
        assert [r.previous for r in read] == [([None] + [e.id for e in events])[r.position - 1] for r in read]


@pytest.mark.parametrize(
    ("partitions", "keys", "sqlstate"),
    [(4, ["a", "a"], "TL001"), (99, ["b"], "TL002")],
    ids=["a second append", "a partition that is none"],
)
async def test_what_would_break_the_order_is_refused(conn, partitions, keys, sqlstate):
    with pytest.raises(asyncpg.PostgresError) as refused:
        async with conn.transaction():
            for key in keys:
                await log.append(conn, [event(key)], partitions)
    assert refused.value.sqlstate == sqlstate
    assert not is_transient(refused.value)
    assert await positions(conn) == {}


async def test_a_fact_that_is_too_large_is_refused_with_all_beside_it(conn):
    with pytest.raises(asyncpg.PostgresError) as refused:
        await append(conn, event("a"), event("b", data=f'"{"x" * 262_144}"'))
    assert refused.value.sqlstate == "TL003"
    assert await positions(conn) == {}


async def test_a_closed_log_takes_nothing_and_says_why(conn):
    await conn.execute("update log_identity set diverged = 'the bus has more'")
    with pytest.raises(asyncpg.PostgresError, match="the bus has more") as refused:
        await append(conn, event())
    assert is_transient(refused.value)


async def test_a_new_log_waits_until_it_was_compared_with_the_bus(dsn):
    conn = await asyncpg.connect(dsn)
    assert not (await log.identity(conn)).open
    with pytest.raises(asyncpg.PostgresError, match="not been compared") as refused:
        await append(conn, event())
    assert is_transient(refused.value)
    await conn.close()


async def test_a_restored_database_is_another_one(conn, dsn, postgres, tmp_path):
    await append(conn, event())
    name, backup = dsn.split("/")[3].split("?")[0], postgres.folder / f"{uuid4()}.dump"
    before = await log.lineage(conn)
    postgres.dump(name, backup)
    postgres.restore(name, backup)
    again = await asyncpg.connect(dsn)
    assert not (await log.identity(again)).open
    assert await log.lineage(again) != before
    with pytest.raises(asyncpg.PostgresError, match="not been compared"):
        await append(again, event())
    await again.close()


async def test_adopted_facts_that_are_decided_again_are_not_appended_twice(conn):
    adopted, fresh = event("a"), event("a")
    await append(conn, adopted)
    await conn.execute("insert into adopted_fact values ($1)", adopted.id)
    await append(conn, event("a", id=adopted.id), fresh)
    assert [row["id"] for row in await conn.fetch("select id from event_log order by position")] == [
        adopted.id,
        fresh.id,
    ]


@pytest.mark.parametrize(
    ("source", "partitions"), [("cases", PARTITIONS), ("intake", 6)], ids=["another owner", "another cut"]
)
async def test_a_log_is_opened_only_by_its_owner_and_as_it_was_cut(conn, source, partitions):
    with pytest.raises(log.LogMismatch, match="the log belongs to intake with 4 partitions by crc32"):
        await log.create(conn, source, partitions)


async def test_eight_writers_leave_no_gap_and_no_deadlock(conn, dsn):
    """Some roll back, all touch several partitions in an order of their own."""

    async def write(seed: int) -> int:
        kept, moments = 0, random.Random(seed)
        own = await asyncpg.connect(dsn)
        for _ in range(20):
            transaction = own.transaction()
            await transaction.start()
            await log.append(own, [event(str(moments.random())) for _ in range(3)], PARTITIONS)
            if moments.random() < 0.3:
                await transaction.rollback()
            else:
                await transaction.commit()
                kept += 3
        await own.close()
        return kept

    kept = sum(await asyncio.gather(*(write(seed) for seed in range(8))))
    found = await positions(conn)
    assert sum(map(len, found.values())) == kept
    for partition, taken in found.items():
        assert taken[0] == 1
        assert all(later == earlier + 1 for earlier, later in pairwise(taken))
        assert (await log.heads(conn))[partition] == taken[-1]
