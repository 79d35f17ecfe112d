"""An agency's inbox: everybody of it sees the same, one of two has a notice, and nobody misses what changes."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.notifications.domain.inbox import claim, refs, release
from services.notifications.domain.notice import Notice, NoticeState
from shared.contracts.codes import AnswerCode, Priority
from shared.contracts.notifications import NoticeAcknowledged, NoticeClaimed
from shared.contracts.partner import NoticeAnswered
from shared.decision import Refusal
from tests.services.memory import Memory
from tests.services.notifications.conftest import fresh
from tests.services.notifications.samples import CENTRE, COURT, RULES, accepted, by, closed, opened, says, told
from tests.services.notifications.test_api import NOTICES, agency, key, staff

INBOX = "/v1/inbox"


@pytest.fixture
def memory():
    return Memory(RULES)


@pytest.fixture
def notice(memory):
    return told(memory)


def claims(memory, notice, clerk="op17", agency=COURT):
    cause = by(agency, f"claim {clerk}")
    return memory.take(refs(notice.id), lambda world: claim(world, notice.id, clerk, cause, RULES))


def releases(memory, notice):
    cause = by(COURT, "release")
    return memory.take(refs(notice.id), lambda world: release(world, notice.id, cause))


class TestClaim:
    def test_whoever_takes_it_on_has_seen_it(self, memory, notice):
        acknowledged, claimed = claims(memory, notice).facts
        assert isinstance(acknowledged, NoticeAcknowledged) and isinstance(claimed, NoticeClaimed)
        after = memory.states[Notice, notice.id]
        assert (after.state, after.claimed_by) == (NoticeState.ACKNOWLEDGED, "op17")

    def test_who_of_two_is_second_is_told_who_has_it(self, memory, notice):
        claims(memory, notice)
        with pytest.raises(Refusal, match="notice-claimed: op17 has taken it on"):
            claims(memory, notice, "op18")
        assert memory.states[Notice, notice.id].claimed_by == "op17"

    def test_taken_on_twice_by_the_same_one_it_changes_nothing(self, memory, notice):
        claims(memory, notice)
        assert not claims(memory, notice).facts

    def test_what_was_laid_back_another_can_take(self, memory, notice):
        claims(memory, notice)
        (fact,) = releases(memory, notice).facts
        assert fact.clerk is None and not releases(memory, notice).facts
        claims(memory, notice, "op18")
        assert memory.states[Notice, notice.id].claimed_by == "op18"

    def test_an_answer_leaves_it_with_whoever_has_it(self, memory, notice):
        claims(memory, notice)
        says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED))
        assert memory.states[Notice, notice.id].claimed_by == "op17"

    def test_nobody_takes_somebody_elses(self, memory, notice):
        with pytest.raises(Refusal, match="notice-not-yours"):
            claims(memory, notice, agency=CENTRE)

    def test_nobody_takes_what_was_taken_back(self, memory, notice):
        memory.states[Notice, notice.id] = replace(notice, state=NoticeState.WITHDRAWN)
        with pytest.raises(Refusal, match="notice-withdrawn"):
            claims(memory, notice)


@fresh
async def court(room):
    """A notice to the orphan's court, beside one to the crisis centre."""
    await room.hear(accepted(number=7), opened(priority=Priority.URGENT))
    return (await room.notices())[0]


async def shown(http, **asked) -> list[dict]:
    return (await http.get(INBOX, params=asked, headers=agency(COURT))).json()["items"]


async def taken(http, notice, clerk="op17"):
    return await http.post(f"{INBOX}/{notice.id}/claim", json={"clerk": clerk}, headers=agency(COURT) | key())


async def test_each_notice_lies_in_one_tray(http, room, court):
    trays = {tray: len(await shown(http, tray=tray)) for tray in ("new", "overdue", "open", "answered", "withdrawn")}
    assert trays == {"new": 1, "overdue": 0, "open": 0, "answered": 0, "withdrawn": 0}
    await room.run_out(court.acknowledge_by - court.issued_at)
    assert [one["tray"] for one in await shown(http)] == ["overdue"] and not await shown(http, tray="new")
    await taken(http, court)
    assert [one["id"] for one in await shown(http, tray="open")] == [str(court.id)]
    answer = {"answer": "accepted"}
    await http.post(f"{NOTICES}/{court.id}/answer", json=answer, headers=agency(COURT) | key())
    assert [one["answer"] for one in await shown(http, tray="answered")] == ["accepted"]


async def test_what_was_taken_back_lies_there_too(http, room, court):
    await room.hear(closed())
    await room.run_out()
    assert [one["withdrawal"] for one in await shown(http, tray="withdrawn")] == ["case_closed"]


async def test_several_people_work_from_one_inbox(http, court):
    first = await taken(http, court)
    assert (first.status_code, first.json()["claimed_by"], first.json()["state"]) == (200, "op17", "acknowledged")
    second = await taken(http, court, "op18")
    assert (second.status_code, second.json()["type"]) == (409, "/problems/notice-claimed")
    assert [one["claimed_by"] for one in await shown(http, clerk="op17")] == ["op17"]
    assert not await shown(http, claimed=False) and not await shown(http, clerk="op18")
    laid_back = await http.post(f"{INBOX}/{court.id}/release", headers=agency(COURT) | key())
    assert laid_back.json()["claimed_by"] is None and len(await shown(http, claimed=False)) == 1
    assert (await taken(http, court, "op18")).status_code == 200


@pytest.mark.parametrize("name", ["Elīna", "elina-paraudzina", "elina", "090515-20006", "op1234567", "1"])
async def test_a_name_is_no_code(http, court, name):
    assert (await taken(http, court, name)).status_code == 422


async def test_the_inbox_comes_in_pages_and_nobody_else_reads_it(http, room, court):
    await room.hear(accepted("b"), opened("b"))
    page = (await http.get(INBOX, params={"limit": 1}, headers=agency(COURT))).json()
    rest = (await http.get(INBOX, params={"limit": 1, "cursor": page["next"]}, headers=agency(COURT))).json()
    assert rest["next"] is None and page["items"][0]["id"] != rest["items"][0]["id"]
    assert (await http.get(INBOX, headers=staff())).status_code == 403
    assert {one["id"] for one in (await http.get(INBOX, headers=agency(CENTRE))).json()["items"]}.isdisjoint(
        one["id"] for one in page["items"] + rest["items"]
    )


async def test_after_a_claim_the_log_names_the_code_and_nothing_else(http, room, court):
    await taken(http, court)
    name, body = (await room.logged())[-1]
    assert (name, body["clerk"], set(body)) == (
        "notice-claimed", "op17", {"case", "referral", "notice", "agency", "clerk", "claimed_at"},
    )  # fmt: skip


async def test_a_notice_that_is_not_there_cannot_be_taken(http, court):
    answer = await http.post(f"{INBOX}/{uuid4()}/claim", json={"clerk": "op1"}, headers=agency(COURT) | key())
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/notice-not-yours")
