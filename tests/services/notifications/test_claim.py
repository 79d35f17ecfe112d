"""Claiming what is due: urgent before others, each once, never before its time, and with the number it quotes."""

from datetime import UTC, datetime, timedelta

import pytest

from services.notifications import store
from shared.contracts.codes import AgeBand, NoticeChannel, Priority
from shared.contracts.partner import NoticeAcknowledged
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, accepted, closed, id_of, opened

TOPIC, WEBHOOK = NoticeChannel.PARTNER_TOPIC, NoticeChannel.WEBHOOK
NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def claim(room):
    async def run(conn=None, channel=TOPIC, agency=None, at=NOW, limit=100):
        return await store.claim(conn or room.pool, channel, agency, at, at + timedelta(minutes=1), limit)

    return run


async def test_it_brings_all_that_a_message_needs(room, claim):
    await room.hear(accepted(number=7), opened())
    (notice,) = await room.notices()
    (due,) = await claim()
    assert (due.notice, due.attempt, due.agency, due.number) == (notice.id, 1, COURT, "LPX-2026-000007")
    assert (due.subject, due.needs, due.field_set) == (notice.subject, notice.needs, notice.field_set)


async def test_a_notice_waits_for_the_number_of_its_referral(room, claim):
    await room.hear(opened())
    assert await claim() == []
    await room.hear(accepted())
    assert len(await claim()) == 1


async def test_a_notice_without_a_referral_waits_for_no_number(room, claim):
    await room.hear(opened(referrals=()))
    (due,) = await claim()
    assert due.number is None


async def test_urgent_ones_come_first_and_others_in_their_order(room, claim):
    for name, priority in [("a", Priority.ROUTINE), ("b", Priority.STAT), ("c", Priority.ROUTINE)]:
        await room.hear(accepted(name), opened(name, priority=priority))
    assert [due.subject for due in await claim(limit=2)] == [id_of("person b"), id_of("person a")]
    assert [due.subject for due in await claim()] == [id_of("person c")]


async def test_what_is_claimed_is_nobody_elses_until_the_lease_runs_out(room, claim):
    await room.hear(accepted(), opened())
    (first,) = await claim()
    assert await claim(at=LATER - timedelta(seconds=1)) == []
    (second,) = await claim(at=LATER)
    assert (first.attempt, second.attempt) == (1, 2)


async def test_two_processes_never_claim_the_same(room, claim, second_connection):
    await room.hear(accepted("a"), accepted("b"), opened("a"), opened("b"))
    async with room.pool.acquire() as conn, conn.transaction():
        (mine,) = await claim(conn, limit=1)
        (theirs,) = await claim(second_connection)
    assert mine.notice != theirs.notice


async def test_one_channel_and_one_agency_at_a_time(room, claim):
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    assert [due.agency for due in await claim(channel=WEBHOOK, agency=COURT)] == []
    assert [due.agency for due in await claim(channel=WEBHOOK, agency=CENTRE)] == [CENTRE]
    assert [due.agency for due in await claim()] == [COURT]


async def test_what_was_answered_is_not_claimed(room, claim):
    await room.hear(accepted(), opened())
    (notice,) = await room.notices()
    await room.says(COURT, NoticeAcknowledged(notice=notice.id))
    assert await claim() == []


async def answered(room, notice):
    await room.says(COURT, NoticeAcknowledged(notice=notice.id))


async def taken_back(room, notice):
    await room.hear(closed())
    await room.run_out()


async def kept_out(room, notice):
    await room.hear(PartnerSuspended(partner=COURT, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT))


async def claimed_by_another(room, notice):
    assert await store.claim(room.pool, TOPIC, None, LATER, LATER + timedelta(minutes=1), 1)


async def of_another(room, notice):
    await room.says(CENTRE, NoticeAcknowledged(notice=notice.id))


@pytest.mark.parametrize(
    ("meanwhile", "is_ours"),
    [(answered, False), (taken_back, False), (kept_out, False), (claimed_by_another, False), (of_another, True)],
)
async def test_what_was_claimed_may_go_unless_something_befell_it_meanwhile(room, claim, meanwhile, is_ours):
    await room.hear(accepted(), opened())
    (notice,) = await room.notices()
    dues = await claim()
    await meanwhile(room, notice)
    assert await store.still_ours(room.pool, dues) == ({notice.id} if is_ours else set())


async def test_what_is_given_back_comes_again_later_unless_somebody_else_has_it(room, claim):
    await room.hear(accepted(), opened(age_band=AgeBand.AGE_14_17))
    first = await claim()
    async with room.pool.acquire() as conn:
        await store.postpone(conn, first, NOW + timedelta(seconds=5))
        second = await claim(at=NOW + timedelta(seconds=5))
        assert len(second) == 1
        await store.postpone(conn, first, NOW)
    assert await claim(at=NOW + timedelta(seconds=6)) == []
