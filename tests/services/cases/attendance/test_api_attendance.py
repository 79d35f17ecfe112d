"""Sessions and attendance over HTTP: the list of whoever leads a group, and what everybody else sees of it."""

import asyncio
import json
from datetime import date, datetime, time, timedelta

import pytest

from shared.calendar import RIGA
from shared.settings.catalogue import offer_id
from tests.services.cases.places.test_api_places import act, requested, waiting
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.samples import RULES
from tests.services.cases.units.samples import ADULTS
from tests.services.running import GUNTA, LIGITA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFER = str(offer_id("liepaja", "dzintari", "dzintari"))
PENSIONERS = str(offer_id("liepaja", "pensionaru-dienas-centrs", "pensionaru-centrs-1"))
LISTED = {"request", "person", "number", "attendance", "result", "minutes", "corrected", "version"}


TODAY = datetime.now(RIGA).date()
NEXT_SUNDAY = datetime.combine(TODAY + timedelta(days=7 - TODAY.weekday() + 6), time(12), RIGA).isoformat()


def midnight() -> datetime:
    """The beginning of today: it lies behind, and on the day on which requests of tests begin."""
    return datetime.combine(datetime.now(RIGA).date(), time.min, RIGA)


def last_open_day() -> date:
    day = datetime.now(RIGA).date() - timedelta(days=1)
    while day.isoweekday() > 5 or RULES.calendar.is_holiday(day):
        day -= timedelta(days=1)
    return day


async def started(caller: Caller, name: str, **wish) -> dict:
    """Somebody receives a service since now."""
    one = await waiting(caller, name, **wish)
    await caller.do(f"/v1/places/{one['offer']}/next")
    await act(caller, one, "accept")
    return (await act(caller, one, "start", {})).json()


async def planned(caller: Caller, **wish) -> dict:
    body = {"offer": OFFER, "planned_at": midnight().isoformat(), "minutes": 60} | wish
    answer = await caller.do("/v1/sessions", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def about(caller: Caller, session: dict, name: str, body: dict, version: int | None = None):
    path = f"/v1/sessions/{session['id']}"
    seen = (await caller.get(path)).json()["version"] if version is None else version
    return await caller.do(f"{path}/{name}", body, version=seen)


async def mark(caller: Caller, session: dict, *marks: dict, version: int | None = None):
    return await about(caller, session, "attendance", {"marks": list(marks)}, version)


async def test_a_group_is_planned_held_written_down_corrected_and_counted_by_month(cases, ligita):
    boy, girl = [await started(ligita, name) for name in ("Jānis", "Anna")]
    one = await planned(ligita, places=1)
    assert (one["counted"], one["staff"], one["state"]) == (False, [LIGITA.id], "planned")
    expected = (await ligita.get(f"/v1/sessions/{one['id']}/attendance")).json()["items"]
    assert [(set(row), row["result"]) for row in expected] == [(LISTED, None)] * 2
    early = await mark(ligita, one, {"request": boy["id"], "result": "came"})
    assert early.json()["type"] == "/problems/session-state"
    held = await about(ligita, one, "hold", {"minutes": 50})
    assert (held.json()["state"], held.json()["held_minutes"]) == ("held", 50)
    both = [{"request": who["id"], "result": "came"} for who in (boy, girl)]
    full = await mark(ligita, one, *both)
    assert (full.json()["type"], full.json()["errors"][0]["pointer"]) == ("/problems/session-full", "/marks/1/result")
    assert (await mark(ligita, one, both[0], {"request": girl["id"], "result": "absent"})).json()["came"] == 1

    rows = {row["request"]: row for row in (await ligita.get(f"/v1/sessions/{one['id']}/attendance")).json()["items"]}
    path = f"/v1/attendance/{rows[boy['id']]['attendance']}"
    after = await ligita.do(f"{path}/correct", {"result": "came", "minutes": 20}, version=1)
    assert (after.status_code, after.json()["minutes"], after.headers["ETag"]) == (200, 20, '"2"')
    stale = await ligita.do(f"{path}/correct", {"result": "absent"}, version=1)
    assert (stale.status_code, stale.json()["current"]) == (412, 2)
    assert [before["minutes"] for before in (await ligita.get(path)).json()["before"]] == [50]
    (month,) = (await ligita.get("/v1/attendance-totals", offer=OFFER)).json()["items"]
    assert month == {
        "month": f"{midnight():%Y-%m}", "offer": OFFER, "service": "dzintari", "sessions": 1, "session_minutes": 50,
        "attendances": 1, "persons": 1, "minutes": 20,
    }  # fmt: skip
    mine = (await ligita.get(f"/v1/requests/{boy['id']}/attendance/totals")).json()
    assert mine == {"came": 1, "absent": 0, "excused": 0, "minutes": 20}
    (only,) = (await ligita.get(f"/v1/requests/{girl['id']}/attendance")).json()["items"]
    assert (only["result"], only["session"]) == ("absent", one["id"])


async def test_the_list_tells_nobody_why_and_only_whoever_leads_it_or_sees_the_case_that_there_is_somebody(
    cases, ligita
):
    boy, gunta = await started(ligita, "Jānis"), Caller(cases, GUNTA)
    one = await planned(ligita)
    listed = f"/v1/sessions/{one['id']}/attendance"
    shown = (await ligita.get(listed)).text
    case = (await ligita.get(f"/v1/cases/{boy['case_id']}")).json()
    assert not [word for word in ("crisis", "asap", "7-13", "points", case["id"]) if word in shown]
    assert (await gunta.get(listed)).json()["items"] == []
    assert (await mark(gunta, one, {"request": boy["id"], "result": "excused"})).status_code == 404
    theirs = await planned(gunta)
    assert (await gunta.get(f"/v1/sessions/{theirs['id']}/attendance")).json()["items"] == [], "named by herself alone"
    await cases.pool.execute("update organization set unit = $1 where code = 'dzintari'", ADULTS)
    (row,) = (await gunta.get(f"/v1/sessions/{theirs['id']}/attendance")).json()["items"]
    assert (row["request"], row["person"]) == (boy["id"], boy["person"])
    assert (await mark(gunta, theirs, {"request": boy["id"], "result": "excused"})).status_code == 200
    read = await cases.pool.fetch(
        "select subjects from read_audit where route = 'GET /v1/sessions/{session}/attendance' and actor = $1", GUNTA.id
    )
    assert [sorted(map(str, one["subjects"])) for one in read] == [[], [], sorted([boy["case_id"], boy["person"]])]


async def test_pensioners_are_counted_and_nobody_is_asked_who_they_are(cases, ligita):
    at = datetime.combine(last_open_day(), time(10), RIGA).isoformat()
    one = await planned(ligita, offer=PENSIONERS, planned_at=at)
    assert one["counted"] is True
    assert (await about(ligita, one, "hold", {})).json()["type"] == "/problems/session-without-count"
    await about(ligita, one, "hold", {"counts": {"65+": 21, "25-64": 3}})
    await about(ligita, one, "count", {"counts": {"65+": 22}})
    seen = (await ligita.get(f"/v1/sessions/{one['id']}")).json()
    assert (seen["came"], [count["counts"] for count in seen["head_counts"]]) == (22, [[3, 21], [22]])
    named = await mark(ligita, one, {"request": one["id"], "result": "came"})
    assert named.json()["type"] == "/problems/session-only-counted"
    assert (await ligita.get(f"/v1/sessions/{one['id']}/attendance")).json()["items"] == []
    (month,) = (await ligita.get("/v1/attendance-totals", offer=PENSIONERS)).json()["items"]
    assert (month["attendances"], month["persons"], month["minutes"], month["session_minutes"]) == (22, None, None, 60)
    told = await cases.pool.fetch("select data::text as data from event_log where type like '%session-%'")
    assert {"person", "case", "request"}.isdisjoint({key for row in told for key in json.loads(row["data"])})


@pytest.mark.parametrize(
    ("changed", "status", "why"),
    [
        ({"offer": str(MARTA_ID)}, 409, "offer-unknown"),
        ({"offer": PENSIONERS, "planned_at": NEXT_SUNDAY}, 409, "session-outside-schedule"),
        ({"planned_at": "2126-11-25T12:00:00+02:00"}, 409, "session-too-far-away"),
        ({"planned_at": "2026-03-29T03:30:00+02:00"}, 422, "invalid-request"),
        ({"planned_at": "2026-03-30T03:30:00"}, 422, "invalid-request"),
        ({"minutes": 0}, 422, "invalid-request"),
        ({"minutes": 1441}, 422, "invalid-request"),
        ({"staff": [OFFER]}, 409, "staff-unknown"),
        ({"request": OFFER}, 404, "not-found"),
    ],
)
async def test_a_session_that_cannot_be_is_refused(cases, ligita, changed, status, why):
    body = {"offer": OFFER, "planned_at": midnight().isoformat(), "minutes": 60}
    no = await ligita.do("/v1/sessions", body | changed)
    assert (no.status_code, no.json()["type"]) == (status, f"/problems/{why}")
    assert "session-planned" not in await facts(cases)


async def test_a_session_of_one_person_is_for_who_receives_the_service(cases, ligita):
    asked = (await requested(ligita, "Anna")).json()
    no = await ligita.do(
        "/v1/sessions",
        {"offer": OFFER, "planned_at": midnight().isoformat(), "minutes": 45, "request": asked["id"]},
    )
    assert (no.json()["type"], no.json()["errors"][0]["pointer"]) == ("/problems/service-not-received", "/request")
    boy = await started(ligita, "Jānis")
    one = await planned(ligita, request=boy["id"])
    assert (one["request"], one["places"]) == (boy["id"], 1)
    assert len((await ligita.get(f"/v1/sessions/{one['id']}/attendance")).json()["items"]) == 1


async def test_a_series_is_planned_listed_in_pages_and_called_off_from_a_day_on(cases, ligita):
    first = midnight().date() + timedelta(days=1)
    wish = {"offer": OFFER, "minutes": 60, "weekdays": [1, 2, 3, 4, 5, 6, 7], "at": "15:00", "first": str(first)}
    made = await ligita.do("/v1/session-series", wish | {"count": 4, "left_out": [str(first + timedelta(days=1))]})
    assert (made.status_code, len(made.json()["sessions"])) == (201, 4)
    assert made.json()["skipped"] == [{"day": str(first + timedelta(days=1)), "why": "left_out"}]
    series = made.json()["series"]
    page = (await ligita.get("/v1/sessions", series=series, limit=3)).json()
    rest = (await ligita.get("/v1/sessions", series=series, limit=3, cursor=page["next"])).json()
    assert [one["id"] for one in page["items"] + rest["items"]] == [one["id"] for one in made.json()["sessions"]]
    last = (await ligita.get("/v1/sessions", series=series, latest_first="true")).json()["items"]
    assert last[0]["id"] == rest["items"][0]["id"]
    off = {"from_day": str(first + timedelta(days=3)), "reason": "place_closed"}
    gone = await ligita.do(f"/v1/session-series/{series}/cancel", off)
    assert [one["state"] for one in gone.json()["sessions"]] == ["cancelled"] * 2
    left = (await ligita.get("/v1/sessions", offer=OFFER, state="planned")).json()["items"]
    assert len(left) == 2
    assert (await ligita.do(f"/v1/session-series/{series}/cancel", off)).status_code == 404


async def test_two_who_write_at_once_write_once_and_the_head_only_reads(cases, ligita):
    boy = await started(ligita, "Jānis")
    one = await planned(ligita)
    said = {"request": boy["id"], "result": "excused"}
    both = await asyncio.gather(*(mark(ligita, one, said, version=1) for _ in range(2)))
    assert sorted(answer.status_code for answer in both) == [200, 412]
    assert (await facts(cases)).count("attendance-recorded") == 1
    head = Caller(cases, VADIBA)
    assert (await mark(head, one, said)).status_code == 403
    assert len((await head.get(f"/v1/sessions/{one['id']}/attendance")).json()["items"]) == 1
