"""The reminders of cases over HTTP: whoever sees the case sees them, and says what came of those left to a person."""

import pytest

from services.notifications.domain.reminders.reminder import ReminderState
from shared.contracts.reminder_codes import ReminderTaskReason
from shared.security import Role
from tests.services.notifications.conftest import fresh
from tests.services.notifications.reminders.samples import THE_DAY_BEFORE, TUESDAY
from tests.services.notifications.reminders.test_sending import due
from tests.services.notifications.samples import id_of, opened
from tests.services.notifications.test_api import agency, key, staff
from tests.services.notifications.test_changes import changes

REMINDERS = "/v1/reminders"
TASK = {"state": ReminderState.TASK, "reason": ReminderTaskReason.UNSAFE, "task_since": THE_DAY_BEFORE}


@fresh
async def task(room):
    """A reminder that a person has to give, beside one that was sent, in two cases of Marta's."""
    await room.hear(opened("a"), opened("b"))
    await due(room, "b", state=ReminderState.SENT, told=(TUESDAY,), channel="email", sent_at=THE_DAY_BEFORE)
    return await due(room, **TASK)


async def listed(http, headers=None, **wanted) -> list[dict]:
    return (await http.get(REMINDERS, params=wanted, headers=headers or staff())).json()["items"]


async def done(http, task, headers, outcome: str = "told"):
    sent = headers | key() | {"If-Match": f'"{task.version}"'}
    return await http.post(f"{REMINDERS}/{task.id}/done", json={"outcome": outcome}, headers=sent)


async def test_a_case_shows_who_was_reminded_of_what_and_how(http, room, task):
    (shown,) = await listed(http, case=str(id_of("case b")))
    assert (shown["state"], shown["channel"], shown["of"], shown["person"]) == (
        "sent", "email", "visit", str(id_of("person b")),
    )  # fmt: skip
    row = await room.pool.fetchrow("select subjects, route from read_audit")
    assert tuple(row) == ([id_of("person b")], "GET /v1/reminders")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["a", "b"]),
        ({"state": "task"}, ["a"]),
        ({"from": TUESDAY.isoformat()}, ["a", "b"]),
        ({"until": TUESDAY.isoformat()}, []),
    ],
)
async def test_the_list_is_filtered(http, task, wanted, names):
    assert {shown["id"] for shown in await listed(http, **wanted)} == {str(id_of(f"reminder {n}")) for n in names}


async def test_the_list_comes_in_pages(http, task):
    first = (await http.get(REMINDERS, params={"limit": 1}, headers=staff())).json()
    second = (await http.get(REMINDERS, params={"limit": 1, "cursor": first["next"]}, headers=staff())).json()
    assert {page["items"][0]["case_id"] for page in (first, second)} == {str(id_of(f"case {name}")) for name in "ab"}
    assert second["next"] is None


async def test_a_person_says_what_came_of_it_and_then_it_is_nobody_s(http, room, task):
    answer = await done(http, task, staff())
    assert (answer.status_code, answer.json()["state"]) == (200, "done")
    again = await done(http, task, staff())
    assert again.status_code == 412
    shown = (await http.get(f"{REMINDERS}/{task.id}", headers=staff())).json()
    assert (shown["outcome"], shown["tries"], shown["version"]) == ("told", [], task.version + 1)
    assert await listed(http, state="task") == []
    (fact,) = [fact for name, fact in await room.logged() if name == "reminder-task-done"]
    assert (fact["outcome"], fact["reminder"]) == ("told", str(task.id))
    headers = staff() | key() | {"If-Match": f'"{task.version + 1}"'}
    refused = await http.post(f"{REMINDERS}/{task.id}/done", json={"outcome": "told"}, headers=headers)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "reminder-no-task")


@pytest.mark.parametrize(
    "who", [staff(code="sandris"), staff(Role.SUPERVISOR, "gunta")], ids=["colleague", "supervisor"]
)
async def test_others_see_none_and_change_none(http, task, who):
    assert await listed(http, who) == []
    nowhere = await http.get(f"{REMINDERS}/{id_of('nowhere')}", headers=who)
    for answer in (await http.get(f"{REMINDERS}/{task.id}", headers=who), await done(http, task, who)):
        assert (answer.status_code, answer.json()["title"]) == (404, nowhere.json()["title"])


@pytest.mark.parametrize("who", [agency("barintiesa"), staff(Role.OPERATOR)], ids=["agency", "operator"])
async def test_agencies_and_operators_have_no_business_here(http, task, who):
    assert (await http.get(REMINDERS, headers=who)).status_code == 403


async def test_staff_hear_of_it_as_it_happens_and_agencies_do_not(http, task):
    place = (await changes(http, staff()))["next"]
    theirs = (await changes(http, agency("barintiesa")))["next"]
    await done(http, task, staff())
    (heard,) = (await changes(http, staff(), place))["items"]
    assert (heard["event"], heard["data"]["reminder"]) == ("reminder-task-done", str(task.id))
    assert heard["data"]["case"] == str(task.case_id)
    assert (await changes(http, agency("barintiesa"), theirs))["items"] == []
    assert (await changes(http, staff(code="sandris"), place))["items"] == []
