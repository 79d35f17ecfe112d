"""Facts as nobody should publish them, alone and among 500 good ones: parked or passed by, and nothing else waits."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from shared.contracts.intake import ReferralAccepted
from shared.stream.record import Record
from tests.shared.stream.running import Source, accepted, parked

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPE = ReferralAccepted.type
Hostile = Callable[[Source], Record]


def of(type: str, body: bytes | None, **how) -> Hostile:
    return lambda source: source.record(type, "hostile", body, **how)


def good_but(**how) -> Hostile:
    """A good fact in a strange envelope."""

    def write(source: Source) -> Record:
        fact = accepted(uuid4())
        return source.record(fact.type, fact.key, fact.encode(), **how)

    return write


PARKED = [
    pytest.param(of(TYPE, b"{"), "invalid", id="invalid JSON"),
    pytest.param(of(TYPE, b"[]"), "invalid", id="no object"),
    pytest.param(of(TYPE, b'{"referral": 5}'), "invalid", id="wrong types"),
    pytest.param(of(TYPE, b"\xff\xfe"), "invalid", id="not UTF-8"),
    pytest.param(of(TYPE, None), "invalid", id="tombstone"),
    pytest.param(of(TYPE, b"x" * 2_000_000), "invalid", id="2 MB"),
    pytest.param(of(TYPE, b"[" * 100_000), "invalid", id="deep"),
    pytest.param(of("lv.tilts.intake.never-heard-of.v1", b"{}"), "unknown_type", id="unknown type"),
    pytest.param(of(TYPE.replace(".v1", ".v9"), b"{}"), "unknown_version", id="unknown version"),
    pytest.param(of(TYPE, b"{}", more=(("ce_type", b"\xff"),)), "invalid", id="a second type, not UTF-8"),
]
HARMLESS = [
    pytest.param(good_but(raw_key=None), id="null key"),
    pytest.param(good_but(raw_key=b"\xff"), id="key not UTF-8"),
    pytest.param(good_but(more=(("ce_trace", None),)), id="null header"),
    pytest.param(good_but(more=(("ce_traceparent", b"\xff\xfe"),)), id="header not UTF-8"),
    pytest.param(good_but(more=(("ce_correlationid", b"x" * 10_000),)), id="a long header"),
]


async def opened_by(process, records) -> int:
    outcome = await process.batch.apply(records)
    assert outcome.waiting == {}
    return await process.pool.fetchval("select count(*) from social_case")


@pytest.mark.parametrize(("hostile", "reason"), PARKED)
async def test_alone_it_is_parked(cases, hostile, reason):
    assert await opened_by(cases, [hostile(Source())]) == 0
    assert await parked(cases) == [reason]


@pytest.mark.parametrize(("hostile", "reason"), PARKED)
async def test_among_500_good_ones_it_is_the_only_one_that_is_parked(cases, hostile, reason):
    source = Source()
    records = [source.fact() for _ in range(250)] + [hostile(source)] + [source.fact() for _ in range(250)]
    assert await opened_by(cases, records) == 500
    assert await parked(cases) == [reason]
    assert (await cases.batch.apply(records)).repeats == 501


@pytest.mark.parametrize("hostile", HARMLESS)
async def test_a_strange_envelope_harms_nothing(cases, hostile):
    source = Source()
    assert await opened_by(cases, [source.fact(), hostile(source), source.fact()]) == 3
    assert await parked(cases) == []


async def test_what_follows_a_parked_record_of_its_key_is_parked_behind_it_in_order(cases):
    source = Source()
    records = [of(TYPE, b"{")(source), source.fact(), of(TYPE, b"{}")(source), of("lv.tilts.x.y.v1", b"{}")(source)]
    assert await opened_by(cases, records) == 1
    assert await parked(cases) == ["invalid", "behind", "behind"]
    assert await opened_by(cases, [of(TYPE, b"{}")(source), source.fact()]) == 2
    assert await parked(cases) == ["invalid", "behind", "behind", "behind"]
