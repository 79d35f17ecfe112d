"""Answers as nobody should send them: each is answered with a reason and parked, and none changes a notice."""

import pytest

from shared.contracts.codes import AnswerCode, OutcomeCode
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from tests.services.notifications.conftest import fresh
from tests.services.notifications.samples import CENTRE, COURT, closed, id_of, opened

ACKNOWLEDGED, ANSWERED = NoticeAcknowledged.type, NoticeAnswered.type
REFERRAL = "lv.tilts.partner.referral-submitted.v1"


@fresh
async def notice(room):
    """A notice to the orphan's court."""
    await room.hear(opened())
    (notice,) = await room.notices()
    return notice


NOBODYS = b'{"notice": "%s"}' % str(id_of("none")).encode()
HOSTILE = [
    pytest.param(COURT, ACKNOWLEDGED, NOBODYS, "notice-not-yours", id="unknown"),
    pytest.param(CENTRE, ACKNOWLEDGED, None, "notice-not-yours", id="somebody else's"),
    pytest.param("valsts-policija", ANSWERED, None, "notice-not-yours", id="of one who is told nothing"),
    pytest.param(COURT, ACKNOWLEDGED, b"{", "message-invalid", id="no JSON"),
    pytest.param(COURT, ACKNOWLEDGED, b"", "message-invalid", id="empty"),
    pytest.param(COURT, ACKNOWLEDGED, b'{"notice": 5}', "message-invalid", id="no id"),
    pytest.param(COURT, ANSWERED, b'{"answer": "accepted"}', "message-invalid", id="without a notice"),
    pytest.param(COURT, REFERRAL, b"{}", "message-unknown-type", id="a message of another topic"),
    pytest.param(COURT, "lv.tilts.partner.notice-answered.v9", b"{}", "message-unknown-version", id="of the future"),
]


@pytest.mark.parametrize(("agency", "type", "said", "problem"), HOSTILE)
async def test_it_is_answered_with_a_reason_and_parked(room, notice, agency, type, said, problem):
    whole = NoticeAnswered(notice=notice.id, answer=AnswerCode.REFUSED).encode()
    await room.says(agency, whole if said is None else said, "m7", type)
    ((name, rejected),) = await room.logged(topic=f"liepaja.partner.{agency}.notices")
    assert (name, rejected["message"], rejected["problem"]["type"]) == ("answer-rejected", "m7", f"/problems/{problem}")
    assert await room.pool.fetchval("select count(*) from parked where source = $1", f"partner.{agency}") == 1
    assert await room.notices() == [notice]


async def test_a_rejected_answer_holds_up_no_other(room, notice):
    await room.says(COURT, b"{", "m1", ACKNOWLEDGED)
    await room.says(COURT, NoticeAcknowledged(notice=notice.id), "m2")
    assert [name for name, _ in await room.logged()] == ["notice-issued", "record-parked", "notice-acknowledged"]


async def test_the_same_message_twice_is_rejected_once_and_said_twice(room, notice):
    for _ in range(2):
        await room.says(CENTRE, NoticeAcknowledged(notice=notice.id), "m1")
    rejected = await room.logged(topic=f"liepaja.partner.{CENTRE}.notices")
    assert len(rejected) == 2 and rejected[0] == rejected[1]
    assert await room.pool.fetchval("select count(*) from parked") == 1


async def test_the_same_id_for_another_message_is_rejected(room, notice):
    await room.says(COURT, NoticeAcknowledged(notice=notice.id), "m1")
    await room.says(COURT, NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED), "m1")
    ((_, rejected),) = await room.logged(topic=f"liepaja.partner.{COURT}.notices")
    assert "used before for another message" in rejected["problem"]["detail"]


async def test_said_twice_under_two_ids_it_is_one_fact_and_no_complaint(room, notice):
    for message in ("m1", "m2"):
        await room.says(COURT, NoticeAcknowledged(notice=notice.id), message)
    assert [name for name, _ in await room.logged()] == ["notice-issued", "notice-acknowledged"]
    assert await room.pool.fetchval("select count(*) from parked") == 0


async def test_after_a_withdrawal_the_agency_learns_that_nothing_is_asked_any_more(room, notice):
    await room.hear(closed())
    await room.run_out()
    await room.says(COURT, NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED))
    ((_, rejected),) = await room.logged(topic=f"liepaja.partner.{COURT}.notices")
    assert rejected["problem"]["type"] == "/problems/notice-withdrawn"


async def test_a_code_we_do_not_know_is_taken_as_other(room, notice):
    said = b'{"notice": "%s", "answer": "accepted", "outcome": "prayed"}' % str(notice.id).encode()
    await room.says(COURT, said, type=ANSWERED)
    assert (await room.notices())[0].outcome is OutcomeCode.OTHER
