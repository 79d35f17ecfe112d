"""What people of ours have to do, over HTTP: found, taken on, done, by whoever sees the case and nobody else."""

from datetime import timedelta

import pytest

from shared.contracts.codes import NeedCode, Priority
from shared.security import Role
from shared.settings.municipality import staff_id
from tests.services.notifications.conftest import fresh
from tests.services.notifications.samples import CENTRE, COURT, accepted, id_of, opened
from tests.services.notifications.test_api import NOTICES, agency, key, staff
from tests.services.notifications.test_sight import DO_NOT

FOLLOW_UPS = "/v1/follow-ups"
MARTA = str(staff_id("liepaja", "marta"))


@fresh
async def court(room):
    """A notice that the orphan's court says nothing to, until the head was asked; the one to the centre waits."""
    await room.hear(accepted(number=7), opened(priority=Priority.URGENT))
    court, _ = await room.notices()
    await room.run_out(timedelta(days=7))
    return court


async def listed(http, who=None, **asked) -> list[dict]:
    answer = await http.get(FOLLOW_UPS, params=asked, headers=who or staff())
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def act(http, notice, what, body=None, who=None):
    one = await http.get(f"{FOLLOW_UPS}/{notice.id}", headers=who or staff())
    headers = (who or staff()) | key() | {"If-Match": one.headers.get("ETag", '"1"')}
    return await http.post(f"{FOLLOW_UPS}/{notice.id}/{what}", json=body, headers=headers)


async def test_whoever_calls_sees_what_for_and_what_may_be_said(http, room, court):
    (shown,) = await listed(http, agency=COURT)
    assert (shown["reason"], shown["role"], shown["number"]) == ("silent", "head", "LPX-2026-000007")
    assert (shown["article"], shown["subject"]) == (court.article, str(court.subject))
    assert shown["fields"] == ["address", "birth_date", "family_name", "given_name", "personal_code", "phone"]
    (read,) = await room.pool.fetch("select subjects from read_audit")
    assert read["subjects"] == [court.subject]


@pytest.mark.parametrize(
    ("asked", "agencies"),
    [
        ({}, {COURT, CENTRE}),
        ({"call": True, "agency": CENTRE}, {CENTRE}),
        ({"reason": "refused"}, set()),
        ({"role": "head"}, {COURT}),
        ({"role": "deputy"}, set()),
        ({"mine": True}, set()),
        ({"claimed": False}, {COURT, CENTRE}),
        ({"open": False}, set()),
        ({"case": str(id_of("case b"))}, set()),
    ],
)
async def test_the_list_is_filtered(http, court, asked, agencies):
    assert {one["agency"] for one in await listed(http, **asked)} == agencies


async def test_the_list_comes_in_pages_the_next_one_due_on_top(http, court):
    first = (await http.get(FOLLOW_UPS, params={"limit": 1}, headers=staff())).json()
    second = (await http.get(FOLLOW_UPS, params={"limit": 1, "cursor": first["next"]}, headers=staff())).json()
    assert second["next"] is None and first["items"][0]["due_at"] <= second["items"][0]["due_at"]
    assert first["items"][0]["id"] != second["items"][0]["id"]


async def test_a_call_that_is_taken_on_and_answered_ends_the_notice(http, room, court):
    taken = await act(http, court, "claim")
    assert (taken.status_code, taken.json()["claimed_by"]) == (200, MARTA)
    assert [one["id"] for one in await listed(http, mine=True)] == [str(court.id)]
    ligita = staff(Role.SUPERVISOR)
    second = await act(http, court, "claim", who=ligita)
    assert (second.status_code, second.json()["type"]) == (409, "/problems/follow-up-claimed")
    said = {"result": "answered", "answer": "accepted", "outcome": "action_taken", "fields": ["family_name"]}
    done = await act(http, court, "done", said)
    assert (done.status_code, done.json()["result"], done.json()["done_by"]) == (200, "answered", MARTA)
    notice = (await http.get(f"{NOTICES}/{court.id}", headers=staff())).json()
    assert (notice["state"], notice["channel"], notice["answer"]) == ("answered", "phone_task", "accepted")
    assert notice["tries"][-1]["fields"] == ["family_name"]
    ledger = await http.get("/v1/disclosures", params={"person": notice["subject"]}, headers=staff(Role.AUDITOR))
    assert [(one["channel"], one["fields"]) for one in ledger.json()["items"]] == [("phone_task", ["family_name"])]
    names = {name for name, body in await room.logged() if body["notice"] == str(court.id)}
    assert names >= {"follow-up-claimed", "follow-up-done", "notice-delivered", "agency-answered"}
    assert [one["result"] for one in await listed(http, open=False)] == ["answered"]


async def test_a_word_of_the_agency_ends_it_by_every_door(http, room, court):
    _, centre = await room.notices()
    seen = await http.post(f"{NOTICES}/{court.id}/acknowledge", headers=agency(COURT) | key())
    assert seen.status_code == 200
    claimed = await http.post(f"/v1/inbox/{centre.id}/claim", json={"clerk": "op1"}, headers=agency(CENTRE) | key())
    assert claimed.status_code == 200
    assert await listed(http) == [] and len(await listed(http, open=False)) == 2
    assert await room.pool.fetchval("select count(*) from timer where kind = 'answer'") == 2


async def test_a_refused_notice_comes_to_whoever_has_the_case(http, room):
    await room.hear(accepted(), opened())
    (court,) = await room.notices()
    body = {"answer": "refused", "reason": "not_competent"}
    answer = await http.post(f"{NOTICES}/{court.id}/answer", json=body, headers=agency(COURT) | key())
    assert answer.status_code == 200, answer.text
    (shown,) = await listed(http)
    assert (shown["reason"], shown["role"], shown["state"]) == ("refused", "worker", "answered")
    assert (await act(http, court, "done", {"result": "settled"})).json()["open"] is False


async def test_one_that_a_colleague_laid_down_can_be_laid_back_and_taken(http, court):
    await act(http, court, "claim")
    ligita = staff(Role.SUPERVISOR)
    assert (await act(http, court, "release", who=ligita)).json()["claimed_by"] is None
    assert (await act(http, court, "claim", who=ligita)).status_code == 200


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"result": "told", "told_at": "2126-03-16T09:00:00Z"}, "told-at-unlikely"),
        ({"result": "settled"}, "notice-waits"),
    ],
)
async def test_what_the_rules_do_not_allow_is_refused_with_a_page_of_its_own(http, court, body, problem):
    answer = await act(http, court, "done", body)
    assert (answer.status_code, answer.json()["type"]) == (409, f"/problems/{problem}")


@pytest.mark.parametrize("who", DO_NOT)
async def test_who_does_not_see_the_case_sees_none_and_does_none(http, court, who):
    assert await listed(http, DO_NOT[who]) == []
    headers = DO_NOT[who] | key() | {"If-Match": '"1"'}
    for answer in (
        await http.get(f"{FOLLOW_UPS}/{court.id}", headers=DO_NOT[who]),
        await http.post(f"{FOLLOW_UPS}/{court.id}/claim", headers=headers),
        await http.post(f"{FOLLOW_UPS}/{court.id}/release", headers=headers | key()),
        await http.post(f"{FOLLOW_UPS}/{court.id}/done", json={"result": "told"}, headers=headers | key()),
    ):
        assert answer.status_code == 404, answer.text


@pytest.mark.parametrize(
    "body",
    [
        {"result": "answered"},
        {"result": "told", "answer": "accepted"},
        {"result": "told", "outcome": "action_taken"},
        {"result": "not_reached", "fields": ["family_name"]},
        {"result": "settled", "told_at": "2026-03-16T09:00:00Z"},
        {"result": "told", "fields": ["diagnosis"]},
    ],
)
async def test_what_cannot_have_been_is_refused_and_says_why(http, court, body):
    answer = await act(http, court, "done", body)
    assert answer.status_code == 422 and answer.json()["errors"], answer.text


async def test_agencies_have_nothing_to_do_with_it(http, court):
    assert (await http.get(FOLLOW_UPS, headers=agency(COURT))).status_code == 403
    assert (await http.get(FOLLOW_UPS, headers=staff(Role.INTAKE_WORKER))).status_code == 403
    read_only = await act(http, court, "claim", who=staff(Role.AUDITOR))
    assert read_only.status_code == 403


async def test_a_call_that_nobody_makes_in_time_comes_to_the_head(http, room):
    await room.hear(accepted(), opened(needs=(NeedCode.CHILD_NEGLECT,), priority=Priority.STAT))
    await room.run_out(timedelta(days=7))
    assert [(one["call"], one["role"]) for one in await listed(http)] == [(True, "deputy")]
    await room.run_out(timedelta(days=14))
    assert [(one["call"], one["role"]) for one in await listed(http)] == [(True, "head")]
