"""Who sees a case sees that there is a sensitive service; which one, few do. An address that is restricted, nobody."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from services.cases.queries.agreement import queues_count_their_requests
from shared.contracts.registry import decode
from shared.decision import Cause, World
from shared.security import Actor, Purpose, Role
from shared.settings.catalogue import location_id, offer_id, service_id
from shared.settings.municipality import staff_id
from tests.services.cases.attendance.test_api_attendance import midnight
from tests.services.cases.places.test_api_places import act, requested
from tests.services.cases.samples import RULES
from tests.services.running import LIGITA, MARTA, VADIBA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

CENTRE = str(offer_id("liepaja", "atkaribu-centrs", "atkaribu-centrs"))
DZINTARI = str(offer_id("liepaja", "dzintari", "dzintari"))
ANDRIS = Actor(str(staff_id("liepaja", "andris")), frozenset({Role.SOCIAL_WORKER}), Purpose.CASE_WORK)
"""Somebody of the same unit, who sees the case and does not have it."""
STREET = "Neatklājama"


async def wanted(caller: Caller, case: dict) -> dict:
    wish = {"person": case["subjects"][0], "offer": CENTRE, "age": 9, "groups": ["families"]}
    answer = await caller.do(f"/v1/cases/{case['id']}/requests", wish)
    assert answer.status_code == 201, answer.text
    return answer.json()


def next_open() -> datetime:
    """The centre is open on Mondays, Wednesdays and Fridays from ten, and not on holidays."""
    day = midnight() + timedelta(days=1)
    while day.weekday() not in (0, 2, 4) or RULES.calendar.is_holiday(day.date()):
        day += timedelta(days=1)
    return day.replace(hour=10)


def names_it(text: str) -> bool:
    return CENTRE in text or "atkar" in text.lower()


@pytest.mark.parametrize(("who", "knows"), [(MARTA, True), (LIGITA, True), (ANDRIS, False), (VADIBA, False)])
async def test_who_sees_the_case_sees_a_service_and_only_few_see_which(cases, marta, ligita, case, who, knows):
    one = await wanted(marta, case)
    await act(ligita, one, "decide", {"decision": "granted"})
    caller, path = Caller(cases, who), f"/v1/requests/{one['id']}"
    by_case = [path, "/v1/requests", f"/v1/cases/{case['id']}/timeline", "/v1/tasks", f"/v1/cases/{case['id']}"]
    answers = [await caller.get(one) for one in by_case]
    assert [answer.status_code for answer in answers] == [200] * len(by_case)
    (listed,) = answers[1].json()["items"]
    assert (listed["state"], listed["service"]) == ("waiting", "atkaribu-centrs" if knows else None)
    assert any(names_it(answer.text) for answer in answers) is knows
    assert len((await caller.get("/v1/requests", offer=CENTRE)).json()["items"]) == knows
    position = await caller.get(f"{path}/position")
    assert position.status_code == (200 if knows else 403)
    queue = (await caller.get(f"/v1/places/{CENTRE}")).json()
    (entry,) = queue["entries"]
    assert (entry["number"], entry["mine"], entry["request"], queue["next"]) == (
        (1, True, one["id"], one["id"]) if knows else (1, False, None, None)
    )
    for about in ("attendance", "attendance/totals", "care-plan", "care-entries", "care-weeks"):
        assert (await caller.get(f"{path}/{about}")).status_code == (200 if knows else 403), about


async def test_who_may_not_know_which_changes_nothing_about_it(cases, marta, ligita, case):
    one, andris = await wanted(marta, case), Caller(cases, ANDRIS)
    await act(ligita, one, "decide", {"decision": "granted"})
    path, wish = f"/v1/requests/{one['id']}", {"person": case["subjects"][0], "offer": CENTRE}
    tries = [
        await andris.do(f"/v1/cases/{case['id']}/requests", wish),
        await andris.do(f"/v1/places/{CENTRE}/next"),
        await andris.do(f"{path}/end", {"reason": "not_needed"}, version=2),
        await andris.do(f"{path}/decision-document", {"addressee": "Ilze", "signed_by": "Andris"}),
    ]
    assert {(answer.status_code, answer.json()["type"]) for answer in tries} == {(403, "/problems/service-undisclosed")}
    assert not any(names_it(answer.text) for answer in tries)
    assert (await ligita.do(f"/v1/places/{CENTRE}/next")).json()["request"] == one["id"]


async def test_who_comes_to_a_session_of_it_is_told_to_nobody_else(cases, marta, ligita, case):
    one = await wanted(marta, case)
    await act(ligita, one, "decide", {"decision": "granted"})
    await ligita.do(f"/v1/places/{CENTRE}/next")
    await act(marta, one, "accept"), await act(marta, one, "start", {})
    wish = {"offer": CENTRE, "planned_at": next_open().isoformat(), "minutes": 60, "request": one["id"]}
    planned = await marta.do("/v1/sessions", wish)
    assert planned.status_code == 201, planned.text
    path, andris = f"/v1/sessions/{planned.json()['id']}", Caller(cases, ANDRIS)
    assert [(await caller.get(path)).json()["request"] for caller in (marta, andris)] == [one["id"], None]
    assert [row["request"] for row in (await andris.get("/v1/sessions", offer=CENTRE)).json()["items"]] == [None]
    shown = [len((await caller.get(f"{path}/attendance")).json()["items"]) for caller in (marta, andris)]
    assert shown == [1, 0]
    staff = {"staff": [ANDRIS.id]}
    for what, body in (("change", staff), ("hold", {}), ("cancel", {"reason": "other"})):
        answer = await andris.do(f"{path}/{what}", body, version=planned.json()["version"])
        assert (answer.status_code, one["id"] in answer.text) == (404, False), what


async def test_nobody_else_calls_off_a_series_for_somebody_alone(cases, marta, ligita, case):
    one = await wanted(marta, case)
    await act(ligita, one, "decide", {"decision": "granted"})
    await ligita.do(f"/v1/places/{CENTRE}/next")
    await act(marta, one, "accept"), await act(marta, one, "start", {})
    first = next_open()
    wish = {"weekdays": [first.isoweekday()], "at": "10:00", "first": first.date().isoformat(), "count": 2}
    planned = await marta.do("/v1/session-series", wish | {"offer": CENTRE, "minutes": 60, "request": one["id"]})
    assert planned.status_code == 201, planned.text
    path, why = f"/v1/session-series/{planned.json()['series']}/cancel", {"reason": "other"}
    why["from_day"] = first.date().isoformat()
    answer = await Caller(cases, ANDRIS).do(path, why)
    assert (answer.status_code, one["id"] in answer.text) == (404, False)
    called_off = (await marta.do(path, why)).json()["sessions"]
    assert [one["id"] for one in called_off] == [one["id"] for one in planned.json()["sessions"]] != []


async def test_no_fact_and_no_history_of_it_says_which_it_is(cases, marta, ligita, case):
    one = await wanted(marta, case)
    await act(ligita, one, "decide", {"decision": "granted"})
    await ligita.do(f"/v1/places/{CENTRE}/next")
    await act(marta, one, "accept"), await act(marta, one, "start", {})
    told = await cases.pool.fetch("select data::text as data from event_log where key = $1", one["id"])
    assert len(told) == 5
    assert not any(names_it(row["data"]) for row in told)
    head = Caller(cases, VADIBA)
    history = [(await head.get("/v1/history", actor=actor.id)).text for actor in (MARTA, LIGITA)]
    assert [("service-started" in text, names_it(text)) for text in history] == [(True, False), (False, False)]


async def test_a_fact_that_comes_after_the_backup_finds_the_queue_by_the_request_that_the_backup_has(
    cases, marta, ligita, case
):
    one = await wanted(marta, case)
    await act(ligita, one, "decide", {"decision": "granted"})
    await ligita.do(f"/v1/places/{CENTRE}/next")
    told = await cases.pool.fetchrow("select type, data::text as data from event_log where type like '%place-offered%'")
    fact, work, world = decode(told["type"], told["data"].encode()), cases.desk.work, World()
    cause, handler = Cause(uuid4(), cases.desk.clock.now(), "test", "test"), work.replayed[told["type"]]
    await cases.pool.execute("update service_request set state = 'waiting' where id = $1::uuid", one["id"])
    await cases.pool.execute("update place_queue set waiting = 1, offered = 0 where id = $1::uuid", CENTRE)
    async with cases.pool.acquire() as conn, conn.transaction():
        world.asked.update(handler.refs(fact, cause, work.rules))
        await work.tables.load(conn, world)
        world.accept(handler.decide(world, fact, cause, work.rules))
        await work.tables.save(conn, world)
    counted = await cases.pool.fetchrow("select waiting, offered from place_queue where id = $1::uuid", CENTRE)
    assert (str(fact.offer) == CENTRE, tuple(counted)) == (False, (0, 1))
    async with cases.pool.acquire() as conn:
        assert await queues_count_their_requests(conn) == []


async def test_another_service_is_seen_by_everybody_who_sees_the_case(cases, ligita):
    one = (await requested(ligita, "Jānis")).json()
    seen = (await Caller(cases, ANDRIS).get(f"/v1/requests/{one['id']}")).json()
    assert (seen["offer"], seen["service"]) == (DZINTARI, "dzintari")


async def test_where_a_restricted_place_is_no_answer_about_who_is_there_and_no_fact_tells(cases, marta, ligita, case):
    one = (await requested(ligita, "Jānis")).json()
    await act(ligita, one, "decide", {"decision": "granted"})
    await ligita.do(f"/v1/places/{DZINTARI}/next")
    await act(ligita, one, "accept"), await act(ligita, one, "start", {})
    day = (datetime.now(UTC) + timedelta(days=2)).replace(hour=9, minute=0).isoformat()
    session = (await ligita.do("/v1/sessions", {"offer": DZINTARI, "planned_at": day, "minutes": 60})).json()
    place = location_id("liepaja", "dzintari")
    paths = [
        f"/v1/requests/{one['id']}", "/v1/requests", f"/v1/places/{DZINTARI}", "/v1/places?limit=100",
        f"/v1/capacity/{DZINTARI}", f"/v1/sessions/{session['id']}", f"/v1/sessions/{session['id']}/attendance",
        "/v1/attendance-totals", f"/v1/requests/{one['id']}/attendance", "/v1/catalogue/locations?per_page=100",
        f"/v1/catalogue/services/{service_id('liepaja', 'dzintari')}", "/v1/tasks",
    ]  # fmt: skip
    for path in paths:
        answer = await ligita.get(path)
        assert (answer.status_code, STREET in answer.text) == (200, False), path
    told = await cases.pool.fetchval("select string_agg(data::text, ' ') from event_log")
    assert (STREET in told, str(place) in told) == (False, True)
    kept = await cases.pool.fetchval("select address from location where id = $1", place)
    assert STREET in kept, "what is looked for is there to be found"
