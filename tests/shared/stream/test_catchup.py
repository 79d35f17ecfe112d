"""What the bus did not bring is pulled from the source's log, through the same cursor as everything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared.stream import log, pull
from shared.stream.catchup import CatchUp
from shared.stream.cursor import Forked, Verdict
from shared.stream.errors import Transient
from shared.stream.partition import partition_of
from shared.stream.record import HeadRecord, pulled_record
from tests.shared.stream.conftest import PARTITIONS
from tests.shared.stream.events import event
from tests.shared.stream.running import accepted

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEY_PARTITION = 0
PLACE = ("intake", KEY_PARTITION)


class Source:
    """Intake's log itself, as its address would answer."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self.asked = 0
        self.closed = False

    async def page(self, source: str, partition: int, after: int) -> pull.Page:
        self.asked += 1
        if self.closed:
            raise Transient("the log of intake does not answer")
        return await self._on(lambda conn: pull.page(conn, partition, after, 2))

    async def append(self, count: int) -> list[UUID]:
        """Referrals whose facts lie in one partition."""
        ids = []
        while len(ids) < count:
            fact = accepted(uuid4())
            if partition_of(fact.key, PARTITIONS) == KEY_PARTITION:
                one = replace(event(fact.key, data=fact.encode().decode()), type=fact.type)
                await self._on(lambda conn, one=one: _append(conn, one))
                ids.append(one.id)
        return ids

    async def begin_epoch(self, after: int) -> None:
        """As `tilts log recover` does, behind position `after`: what came later was never here."""
        await self._on(lambda conn: _begin_epoch(conn, after))

    async def records(self) -> list:
        rows = await self._on(lambda conn: log.read(conn, KEY_PARTITION, 0, 100))
        return [pulled_record("intake", "liepaja", row) for row in rows]

    async def _on(self, work):
        conn = await asyncpg.connect(self._dsn)
        try:
            return await work(conn)
        finally:
            await conn.close()


async def _append(conn, one) -> None:
    await log.trust(conn)
    async with conn.transaction():
        await log.append(conn, [one], PARTITIONS)


async def _begin_epoch(conn, after: int) -> None:
    await conn.execute("delete from event_log where partition = $1 and position > $2", KEY_PARTITION, after)
    await conn.execute("update event_log_head set position = $2 where partition = $1", KEY_PARTITION, after)
    await conn.execute("insert into log_epoch (epoch, partition, after) values (2, $1, $2)", KEY_PARTITION, after)
    await conn.execute("update log_identity set epoch = 2")


@pytest.fixture
async def source(dsn) -> Source:
    return Source(dsn)


@pytest.fixture
def catch_up(cases, source) -> CatchUp:
    return CatchUp(cases.batch, source, cases.metrics)


async def opened(cases) -> int:
    return await cases.pool.fetchval("select count(*) from social_case")


async def test_a_new_consumer_starts_with_the_whole_history(cases, source, catch_up):
    await source.append(5)
    assert await catch_up.close(PLACE) == 5
    assert await opened(cases) == 5
    assert await catch_up.close(PLACE) == 0


async def test_a_gap_is_seen_and_closed_and_the_record_that_showed_it_is_a_repeat(cases, source, catch_up):
    await source.append(5)
    first, *_, last = await source.records()
    assert (await cases.batch.apply([first])).waiting == {}
    assert (await cases.batch.apply([last])).waiting == {PLACE: (last, Verdict.PULL)}
    assert await catch_up.close(PLACE, last) == 4
    assert (await cases.batch.apply([last])).repeats == 1
    assert await opened(cases) == 5


async def test_a_head_record_shows_a_lost_tail(cases, source, catch_up):
    await source.append(3)
    head = HeadRecord("intake", KEY_PARTITION, 1, 3, 3, None)
    assert (await cases.batch.apply([head])).waiting == {PLACE: (head, Verdict.PULL)}
    assert await catch_up.close(PLACE, head) == 3


async def test_until_when_everything_is_applied_only_grows_and_never_lies_ahead(cases, source):
    async def until() -> datetime:
        return await cases.pool.fetchval("select until from consumed where (source, partition) = ('intake', 0)")

    def head(at: datetime) -> HeadRecord:
        return HeadRecord("intake", KEY_PARTITION, 1, 2, 2, last, at)

    _, last = await source.append(2)
    await cases.batch.apply(await source.records())
    happened = await until()
    for at, told in ((-1, 0), (1, 1), (0, 1)):
        await cases.batch.apply([head(happened + timedelta(seconds=at))])
        assert await until() == happened + timedelta(seconds=told)
    await cases.batch.apply([head(datetime.now(UTC) + timedelta(days=1))])
    assert happened < await until() <= datetime.now(UTC)


async def test_a_source_that_is_down_is_asked_again_later(cases, source, catch_up):
    await source.append(1)
    source.closed = True
    with pytest.raises(Transient):
        await catch_up.close(PLACE)
    source.closed = False
    assert await catch_up.close(PLACE) == 1


async def test_a_bus_that_knows_more_than_the_log_is_not_believed(source, catch_up):
    await source.append(2)
    with pytest.raises(Transient, match="the source's log only"):
        await catch_up.close(PLACE, HeadRecord("intake", KEY_PARTITION, 1, 9, 9, None))


async def test_a_later_epoch_is_followed_where_nothing_was_applied_beyond_its_beginning(cases, source, catch_up):
    await source.append(4)
    first, second, *_ = await source.records()
    await cases.batch.apply([first, second])
    await source.begin_epoch(after=2)
    await source.append(2)
    assert await catch_up.close(PLACE) == 2
    row = await cases.pool.fetchrow("select epoch, position from consumed where (source, partition) = ('intake', 0)")
    assert tuple(row) == (2, 4)
    stale = replace((await source.records())[-1], epoch=1, position=5)
    await cases.batch.apply([stale])
    assert await opened(cases) == 4


async def test_who_applied_what_the_source_lost_stops_and_says_so(cases, source, catch_up):
    await source.append(4)
    await catch_up.close(PLACE)
    await source.begin_epoch(after=2)
    await source.append(3)
    with pytest.raises(Forked, match="applied up to 4, but epoch 2 continues after 2"):
        await catch_up.close(PLACE)
    assert await opened(cases) == 4


async def test_a_source_restored_without_a_word_is_noticed_by_the_fact_where_the_cursor_stands(cases, source, catch_up):
    await source.append(4)
    await catch_up.close(PLACE)
    await source.begin_epoch(after=2)
    await source._on(lambda conn: conn.execute("update log_identity set epoch = 1; delete from log_epoch"))
    await source.append(5)
    with pytest.raises(Forked, match="position 4 was applied as fact"):
        await catch_up.close(PLACE)
    assert await opened(cases) == 4
