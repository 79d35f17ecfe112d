"""Who sees which notices: whoever sees the case, which cases itself says, and nobody else."""

import httpx
import pytest

from shared.contracts.codes import Priority
from shared.security import Role
from tests.services.notifications.conftest import fresh
from tests.services.notifications.samples import COURT, accepted, id_of, opened
from tests.services.notifications.test_api import NOTICES, agency, key, staff
from tests.services.notifications.test_redirected import redirection

SEE = {
    "who has the case": staff(),
    "who supervises them": staff(Role.SUPERVISOR),
    "the head": staff(Role.HEAD, "vadiba"),
    "an auditor": staff(Role.AUDITOR, "revidents"),
}
DO_NOT = {
    "a colleague of another unit": staff(code="sandris"),
    "a supervisor of another unit": staff(Role.SUPERVISOR, "gunta"),
    "a worker whom nobody knows": staff(code="svess"),
}


@fresh
async def court(room):
    """A notice to the orphan's court about a case of Marta's."""
    await room.hear(accepted(number=7), opened(priority=Priority.URGENT))
    return (await room.notices())[0]


@pytest.mark.parametrize("who", SEE)
async def test_whoever_sees_the_case_sees_whom_we_told(http, court, who):
    listed = (await http.get(NOTICES, headers=SEE[who])).json()["items"]
    assert {row["case_id"] for row in listed} == {str(court.case_id)}
    assert (await http.get(f"{NOTICES}/{court.id}", headers=SEE[who])).status_code == 200


@pytest.mark.parametrize("who", DO_NOT)
async def test_others_see_none_and_change_none_and_are_not_told_whether_there_is_one(http, court, who):
    headers = DO_NOT[who] | key() | {"If-Match": f'"{court.version}"'}
    assert (await http.get(NOTICES, headers=DO_NOT[who])).json() == {"items": [], "next": None}
    nowhere = await http.get(f"{NOTICES}/{id_of('nowhere')}", headers=DO_NOT[who])
    added = {"case": str(court.case_id), "rule": "orphans-court-violence-child", "reason": "agreed_in_conference"}
    for answer in (
        await http.get(f"{NOTICES}/{court.id}", headers=DO_NOT[who]),
        await http.post(f"{NOTICES}/{court.id}/withdraw", json={"reason": "sent_in_error"}, headers=headers),
        await http.post(f"{NOTICES}/{court.id}/resend", json={"reason": "not_received"}, headers=headers | key()),
        await http.post(NOTICES, json=added, headers=DO_NOT[who] | key()),
    ):
        assert (answer.status_code, answer.json()["detail"]) == (404, nowhere.json()["detail"]), answer.text


async def test_a_page_leaves_out_what_is_not_theirs_and_goes_on_behind_it(http, room, court):
    await room.hear(accepted("other"), opened("other"))
    first = (await http.get(NOTICES, params={"limit": 1}, headers=staff())).json()
    seen, place = first["items"], first["next"]
    while place:
        page = (await http.get(NOTICES, params={"limit": 1, "cursor": place}, headers=staff())).json()
        seen, place = seen + page["items"], page["next"]
    assert {row["case_id"] for row in seen} == {str(court.case_id)}
    everything = (await http.get(NOTICES, headers=staff(Role.HEAD, "vadiba"))).json()["items"]
    assert {row["case_id"] for row in everything} >= {row["case_id"] for row in seen}


@pytest.mark.parametrize(("who", "sees"), [(staff(), 0), (staff(Role.SUPERVISOR), 1), (staff(Role.HEAD, "vadiba"), 1)])
async def test_what_is_about_no_case_is_for_whoever_answers_for_the_work(http, room, who, sees):
    await room.hear(redirection())
    assert len((await http.get(NOTICES, headers=who)).json()["items"]) == sees


async def test_while_cases_is_down_staff_are_asked_to_come_again_and_agencies_are_served(alone):
    await alone.hear(accepted(number=7), opened(priority=Priority.URGENT))
    transport = httpx.ASGITransport(alone.process.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notifications") as client:
        answer = await client.get(NOTICES, headers=staff())
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-ready")
        assert len((await client.get(NOTICES, headers=agency(COURT))).json()["items"]) == 1
