"""Messages as no partner should send them, alone and among 500 good ones: each is answered, and holds nobody up."""

import pytest

from shared.contracts.partner import ReferralSubmitted
from shared.stream.record import edge_record
from tests.services.running import receipts
from tests.shared.stream.running import PARTNER, TOPIC, message, parked

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPE = ReferralSubmitted.type
REJECTED, REGISTERED = "lv.tilts.partner.message-rejected.v1", "lv.tilts.partner.referral-registered.v1"

HOSTILE = [
    pytest.param(message("bad", b"{"), "invalid", id="invalid JSON"),
    pytest.param(message("bad", b"null"), "invalid", id="null"),
    pytest.param(message("bad", {"reference": 5}), "invalid", id="wrong types"),
    pytest.param(message("bad", b"\xff\xfe"), "invalid", id="not UTF-8"),
    pytest.param(edge_record(PARTNER, TOPIC, b"k", None, (("ce_type", TYPE.encode()),)), "invalid", id="tombstone"),
    pytest.param(message("bad", b'{"narrative": "' + b"x" * 2_000_000 + b'"}'), "invalid", id="2 MB"),
    pytest.param(message("bad", b'{"narrative": "a\\u0000b"}'), "invalid", id="a zero byte"),
    pytest.param(message("bad", type="lv.tilts.partner.never-heard-of.v1"), "unknown_type", id="unknown type"),
    pytest.param(message("bad", type="lv.tilts.partner.referral-submitted.v9"), "unknown_version", id="version"),
    pytest.param(edge_record(PARTNER, TOPIC, None, b"{}", ()), "unknown_type", id="no key, no header"),
    pytest.param(edge_record(PARTNER, TOPIC, None, b"{}", (("ce_type", None),)), "unknown_type", id="null header"),
    pytest.param(edge_record(PARTNER, TOPIC, b"\xff", b"{}", (("ce_type", b"\xff"),)), "unknown_type", id="no UTF-8"),
]


async def told(process) -> list[str]:
    return [type for topic, type, _ in await receipts(process) if topic.endswith(".receipts")]


@pytest.mark.parametrize(("hostile", "reason"), HOSTILE)
async def test_alone_it_is_parked_and_answered(intake, hostile, reason):
    await intake.batch.apply([hostile])
    assert await parked(intake) == [reason]
    assert await told(intake) == [REJECTED]


@pytest.mark.parametrize(("hostile", "reason"), HOSTILE)
async def test_among_500_good_ones_it_is_the_only_one_that_is_refused(intake, hostile, reason):
    before, after = [message(f"a{n}") for n in range(250)], [message(f"b{n}") for n in range(250)]
    await intake.batch.apply([*before, hostile, *after])
    assert await intake.pool.fetchval("select count(*) from referral") == 500
    assert await parked(intake) == [reason]
    said = await told(intake)
    assert (said.count(REJECTED), said.count(REGISTERED)) == (1, 500)


async def test_a_repeat_gets_the_same_receipts_again_with_the_same_ids(intake):
    for _ in range(3):
        await intake.batch.apply([message("m1"), message("m1")])
    rows = await intake.pool.fetch("select id, data::text as data from event_log where topic is not null")
    # Two receipts, told at once and again for each later batch.
    assert len(rows) == 2 * 3
    assert len({row["id"] for row in rows}) == len({row["data"] for row in rows}) == 2
    assert await intake.pool.fetchval("select count(*) from referral") == 1


async def test_an_id_used_again_for_another_message_is_refused_and_the_first_stands(intake):
    await intake.batch.apply([message("m1")])
    other = message("m1", b"{}")
    for _ in range(2):
        await intake.batch.apply([other])
    assert await parked(intake) == ["invalid"]
    assert await intake.pool.fetchval("select count(*) from referral") == 1
    bodies = [body for _, type, body in await receipts(intake) if type == REJECTED]
    assert len(bodies) == 2 and "message-id-reused" in bodies[0] and bodies[0] == bodies[1]
