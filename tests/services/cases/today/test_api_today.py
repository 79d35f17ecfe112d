"""A worker opens the day with one list; whoever leads a unit sees who of it is late."""

from datetime import timedelta

import pytest

from shared.contracts.notifications import AgencyAnswered, NoticeAcknowledged
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.samples import MONDAY
from tests.services.cases.tasks.test_api_tasks import WISH
from tests.services.cases.test_api_cases import UNKNOWN, assigned, referred
from tests.services.memory import cause
from tests.services.running import GUNTA, LIGITA, MARTA, VADIBA, Caller, hear

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def day(cases, who=MARTA) -> dict:
    return (await Caller(cases, who).get("/v1/today")).json()


async def given(cases, **changed) -> dict:
    """A referral's case that Marta has."""
    await referred(cases, **changed)
    ligita = Caller(cases, LIGITA)
    (case,) = (await ligita.get("/v1/cases", state="open")).json()["items"]
    return (await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": str(MARTA_ID)}, version=1)).json()


async def test_a_new_case_whose_first_contact_is_late_stands_twice_and_says_why(cases):
    case = await given(cases)
    today = await day(cases)
    assert [(one["group"], one["what"], one["id"]) for one in today["entries"]] == [
        ("overdue", "first_contact", case["id"]), ("new", "case", case["id"])
    ]  # fmt: skip
    assert today["counts"] == {"overdue": 1, "due": 0, "visits": 0, "new": 1, "answers": 0, "asked": 0}


async def test_visits_and_tasks_of_today_and_what_a_colleague_asks(cases):
    marta, ligita, case = Caller(cases, MARTA), Caller(cases, LIGITA), await assigned(Caller(cases, LIGITA))
    soon = (cases.desk.clock.now() + timedelta(seconds=1)).isoformat()
    await marta.do(f"/v1/cases/{case['id']}/visits", {"mode": "phone", "planned_at": soon}, version=2)
    await ligita.do(f"/v1/cases/{case['id']}/tasks", WISH)
    counts = (await day(cases))["counts"]
    assert (counts["visits"], counts["asked"], counts["due"]) == (1, 1, 0)


async def test_an_answer_of_an_agency_waits_until_it_is_seen_and_a_later_one_comes_back(cases):
    case = await given(cases)
    about = {"case": case["id"], "notice": UNKNOWN, "agency": "barintiesa", "late": False}
    await hear(cases, "notifications", NoticeAcknowledged(**about, acknowledged_at=MONDAY), cause("read", MONDAY))
    (entry,) = [one for one in (await day(cases))["entries"] if one["group"] == "answers"]
    assert (entry["id"], entry["code"]) == (UNKNOWN, "acknowledged")
    seen = await Caller(cases, MARTA).do(f"/v1/answers/{UNKNOWN}/seen", version=1)
    assert (seen.status_code, (await day(cases))["counts"]["answers"]) == (200, 0)
    answered = AgencyAnswered(**about, answer="refused", reason="no_capacity", answered_at=MONDAY)
    await hear(cases, "notifications", answered, cause("answered", MONDAY))
    (shown,) = (await Caller(cases, MARTA).get(f"/v1/cases/{case['id']}/answers")).json()
    assert (shown["answer"], shown["reason"], shown["seen"], shown["version"]) == ("refused", "no_capacity", False, 3)
    assert (await day(cases))["counts"]["answers"] == 1
    assert (await Caller(cases, GUNTA).do(f"/v1/answers/{UNKNOWN}/seen", version=3)).status_code == 404
    assert (await Caller(cases, MARTA).do(f"/v1/answers/{UNKNOWN}/seen", version=3)).status_code == 200


async def test_a_day_is_one_s_own(cases):
    await given(cases)
    assert (await day(cases, LIGITA))["entries"] == []


async def test_whoever_leads_a_unit_sees_who_is_late_and_what_waits_for_them(cases):
    case = await given(cases)
    await Caller(cases, MARTA).do(f"/v1/cases/{case['id']}/closure", {"outcome": "no_need_found"}, version=2)
    await referred(cases, "r2")
    late = (await Caller(cases, LIGITA).get("/v1/today/unit")).json()
    by_staff = {one["staff"]: (one["open_cases"], one["late_contacts"], one["closures"]) for one in late}
    assert by_staff == {str(MARTA_ID): (1, 1, 1), None: (1, 1, 0)}
    assert (await Caller(cases, VADIBA).get("/v1/today/unit")).json() == late
    assert (await Caller(cases, GUNTA).get("/v1/today/unit")).json() == []
