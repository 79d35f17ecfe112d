"""Facts and deadlines on a real database: heard once, kept together with their notices, told on in order."""

from datetime import timedelta

import pytest

from services.notifications.app import nothing_is_forgotten, notices_are_logged
from services.notifications.domain.notice import NoticeState
from services.notifications.handlers import FACTS, IGNORED
from shared.contracts.codes import EscalationLevel, NeedCode, Priority
from shared.contracts.partner import NoticeAcknowledged
from shared.contracts.plan_codes import RiskLevel
from shared.contracts.registry import ignored_by, read_by
from tests.services.notifications.samples import COURT, accepted, assessed, closed, id_of, opened

WEEK = timedelta(days=7)


def test_every_fact_that_is_heard_is_handled_or_ignored_on_purpose():
    heard = {contract.type for topic in read_by("notifications") if not topic.is_edge for contract in topic.contracts}
    assert set(FACTS) | IGNORED | ignored_by("notifications") == heard
    assert not set(FACTS) & IGNORED and not IGNORED & ignored_by("notifications")


async def test_a_case_is_opened_and_the_notice_is_kept_as_it_was_decided(room):
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    court, centre = await room.notices()
    assert (court.agency, court.state, court.subject) == (COURT, NoticeState.ISSUED, id_of("person a"))
    assert [rung.level for rung in court.ladder] == [EscalationLevel.HEAD]
    assert [fact["notice"] for name, fact in await room.logged()] == [str(court.id), str(centre.id)]
    assert await room.pool.fetchval("select count(*) from timer where kind = 'acknowledgement'") == 2
    keys = await room.pool.fetch("select distinct key from event_log")
    assert [row["key"] for row in keys] == [str(id_of("case a"))]


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_raised_risk_joins_the_notice_of_minutes_ago_be_it_of_the_same_batch(room, at_once):
    facts = [opened(), assessed(RiskLevel.CRITICAL)]
    for batch in [facts] if at_once else [[fact] for fact in facts]:
        await room.hear(*batch)
    (notice,) = await room.notices()
    assert notice.also == ("orphans-court-risk-raised",) and len(notice.joined) == 1
    assert [name for name, _ in await room.logged()] == ["notice-issued", "notice-joined"]
    kept = await room.pool.fetchrow("select * from case_file")
    assert (kept["needs"], kept["age_band"], kept["risk"]) == (["violence_in_family"], "7-13", "critical")
    assert kept["notices"] == [notice.id]


async def test_many_cases_in_one_batch(room):
    names = [f"n{n}" for n in range(120)]
    outcome = await room.hear(*(fact for name in names for fact in (accepted(name), opened(name))))
    assert (outcome.applied, outcome.appended) == (240, 120)
    assert {notice.case_id for notice in await room.notices()} == {id_of(f"case {name}") for name in names}


async def test_a_fact_that_comes_twice_takes_effect_once(room):
    await room.hear(opened())
    room.positions.clear()
    outcome = await room.hear(opened())
    assert outcome.applied == 0 and len(await room.notices()) == 1


async def test_a_closed_case_takes_back_what_nobody_answered(room):
    await room.hear(opened())
    await room.hear(closed())
    await room.run_out()
    (notice,) = await room.notices()
    assert notice.state is NoticeState.WITHDRAWN
    assert [name for name, _ in await room.logged()] == ["notice-issued", "notice-withdrawn"]


async def test_silence_climbs_the_ladder_to_its_end(room):
    await room.hear(opened(needs=(NeedCode.CHILD_NEGLECT,), priority=Priority.STAT))
    await room.run_out(WEEK)
    told = await room.logged()
    assert [name for name, _ in told] == [
        "notice-issued",
        "acknowledgement-overdue",
        "notice-escalated",
        "follow-up-asked",
        "notice-escalated",
        "follow-up-asked",
    ]
    assert [body["level"] for name, body in told if name == "notice-escalated"] == ["deputy", "phone_task"]


async def test_a_word_stops_the_clock_and_begins_the_one_for_the_answer(room):
    await room.hear(opened())
    (notice,) = await room.notices()
    await room.says(COURT, NoticeAcknowledged(notice=notice.id))
    await room.run_out(WEEK)
    assert [name for name, _ in await room.logged()] == ["notice-issued", "notice-acknowledged", "follow-up-asked"]


async def test_all_that_is_kept_agrees(room):
    await room.hear(opened("a"), opened("b"))
    async with room.pool.acquire() as conn:
        assert await nothing_is_forgotten(conn) == await notices_are_logged(conn) == []


@pytest.mark.parametrize(
    ("loss", "check", "sentence"),
    [
        ("delete from delivery; delete from timer", nothing_is_forgotten, "nobody and nothing waits with it"),
        ("truncate event_log", notices_are_logged, "its fact is not in the log"),
    ],
)
async def test_what_is_lost_is_found(room, loss, check, sentence):
    await room.hear(opened())
    (notice,) = await room.notices()
    async with room.pool.acquire() as conn:
        await conn.execute(loss)
        (finding,) = await check(conn)
    assert str(notice.id) in finding and sentence in finding
