"""A parked record waits for a person: replayed in order once it can be, or discarded with a reason."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from shared.contracts.codes import DiscardReason
from shared.contracts.intake import ReferralAccepted
from shared.stream.circuit import CircuitOpen
from shared.stream.replay import NotParked, discard, replay
from tests.services.running import facts
from tests.shared.stream.running import Source, accepted, parked

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPE = ReferralAccepted.type


async def waiting(process) -> list[UUID]:
    return [row["id"] for row in await process.pool.fetch("select id from parked order by seq")]


async def opened(process) -> int:
    return await process.pool.fetchval("select count(*) from social_case")


async def two_behind_a_bad_one(cases) -> list[UUID]:
    """A record that cannot be read, and two good ones of its key."""
    source = Source()
    good = [accepted(uuid4()) for _ in range(2)]
    bad = source.record(TYPE, "one key", b"{")
    await cases.batch.apply([bad, *(source.record(fact.type, "one key", fact.encode()) for fact in good)])
    assert await parked(cases) == ["invalid", "behind", "behind"]
    return await waiting(cases)


async def test_what_still_cannot_be_processed_stays_with_all_behind_it(cases):
    bad, *_ = await two_behind_a_bad_one(cases)
    replayed = await replay(cases.batch, bad)
    assert (replayed.done, replayed.left) == (0, 3)
    assert replayed.reason
    assert await waiting(cases) != []


async def test_a_mended_record_is_replayed_with_all_behind_it_in_order(cases):
    bad, *_ = await two_behind_a_bad_one(cases)
    await cases.pool.execute("update parked set body = $2 where id = $1", bad, accepted(uuid4()).encode())
    replayed = await replay(cases.batch, bad)
    assert (replayed.done, replayed.left, replayed.reason) == (3, 0, None)
    assert await opened(cases) == 3
    told = await facts(cases)
    assert told.count("lv.tilts.stream.record-replayed") == 3


async def test_a_discarded_record_lets_those_behind_it_go(cases):
    bad, second, _ = await two_behind_a_bad_one(cases)
    assert await discard(cases.batch, bad, None, next(iter(DiscardReason))) == 2
    assert (await replay(cases.batch, second)).done == 2
    assert await opened(cases) == 2


async def test_two_operators_at_once_replay_once(cases):
    bad, second, _ = await two_behind_a_bad_one(cases)
    await discard(cases.batch, bad, None, next(iter(DiscardReason)))
    both = await asyncio.gather(*(replay(cases.batch, second) for _ in range(2)), return_exceptions=True)
    assert sum(one.done for one in both if not isinstance(one, BaseException)) == 2
    assert await opened(cases) == 2


@pytest.mark.parametrize("how", [replay, lambda batch, id: discard(batch, id, None, next(iter(DiscardReason)))])
async def test_what_is_not_parked_is_not_found(cases, how):
    with pytest.raises(NotParked):
        await how(cases.batch, uuid4())


async def test_when_everything_fails_nothing_is_parked_and_nothing_is_lost(cases):
    source = Source()
    records = [source.record(TYPE, f"key {n}", b"{") for n in range(40)]
    with pytest.raises(CircuitOpen):
        await cases.batch.apply(records)
    assert await parked(cases) == []
    mended = [replace(record, body=accepted(uuid4()).encode()) for record in records]
    assert (await cases.batch.apply(mended)).waiting == {}
    assert await opened(cases) == 40
    assert not cases.batch.circuit.open
