"""Plans over HTTP: written, returned, approved, worked on, revised; recommendations, crisis plans, practice."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from services.cases.domain.case import Case, CaseState
from services.cases.domain.plans.plan import Goal, Measure, Plan, PlanState
from shared.contracts.plan_codes import GoalArea, MeasureCode, MethodCode, PlanKind
from shared.database.table import Table
from tests.services.cases.assessments.test_api_assessments import signed
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.samples import person
from tests.services.cases.test_api_cases import opened
from tests.services.running import GUNTA, PRESS, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = datetime.now(UTC).date()
SOON, LATER = str(TODAY + timedelta(days=60)), str(TODAY + timedelta(days=120))


def text(assessment: str, **changed) -> dict:
    step = {"words": "Tikties ar skolotāju.", "by": "staff", "staff": str(MARTA_ID), "due_on": SOON}
    goal = {
        "words": "Zēns apmeklē skolu.", "area": "education", "methods": ["family_assistant"],
        "measure": {"code": "absence_days", "before": 24},
        "steps": [step, {"words": "Celties septiņos.", "by": "client", "due_on": LATER}],
    }  # fmt: skip
    return {"review_on": SOON, "goals": [goal], "assessments": [assessment]} | changed


async def begun(marta: Caller, case: dict, **changed) -> dict:
    assessment = await signed(marta, case)
    wish = {"kind": "rehabilitation", **text(assessment["id"], **changed)}
    return (await marta.do(f"/v1/cases/{case['id']}/plans", wish)).json()


async def act(caller: Caller, plan: dict, act: str, body: dict | None = None) -> dict:
    now = (await caller.get(f"/v1/plans/{plan['id']}")).json()
    return (await caller.do(f"/v1/plans/{plan['id']}/{act}", body, version=now["version"])).json()


async def in_force(marta: Caller, ligita: Caller, case: dict) -> dict:
    plan = await begun(marta, case)
    await act(marta, plan, "submit")
    return await act(ligita, plan, "approve")


async def test_a_plan_is_returned_with_a_reason_and_approved_by_somebody_else(cases, marta, ligita, case):
    plan = await begun(marta, case)
    await act(marta, plan, "submit")
    (waiting,) = (await ligita.get("/v1/plans", state="submitted")).json()["items"]
    assert (waiting["id"], "goals" in waiting) == (plan["id"], False)
    whole = (await ligita.get(f"/v1/plans/{plan['id']}")).json()
    assert [one["act"] for one in whole["actions"] if one["allowed"]] == ["approve", "return"]
    whole = (await marta.get(f"/v1/plans/{plan['id']}")).json()
    assert {one["act"]: one["code"] for one in whole["actions"]} == {
        "rewrite": "plan-not-a-draft", "submit": "plan-not-a-draft", "approve": "role-not-allowed",
        "return": "role-not-allowed", "step": "plan-not-in-force", "review": "plan-not-in-force",
    }  # fmt: skip
    await act(ligita, plan, "return", {"reason": "goals_unclear", "words": "Kā redzēs, ka izdevies?"})
    returned = (await marta.get(f"/v1/plans/{plan['id']}")).json()
    assert (returned["state"], returned["return_words"]) == ("returned", "Kā redzēs, ka izdevies?")
    await act(marta, plan, "text", text(returned["assessments"][0], review_on=LATER))
    await act(marta, plan, "submit")
    assert (await act(ligita, plan, "approve"))["state"] == "in_force"
    (task,) = (await marta.get("/v1/tasks", case=case["id"])).json()["items"]
    assert (task["kind"], task["about"]) == ("plan_review", plan["id"])
    assert (await facts(cases))[-3:] == ["plan-approved", "case-moved", "task-added"]
    assert (await marta.get(f"/v1/cases/{case['id']}")).json()["state"] == "plan_approved"
    assert await cases.pool.fetchval("select count(*) from event_log where data::text like '%skol%'") == 0


async def test_a_revision_begins_the_next_edition_and_the_old_one_stays_readable(marta, ligita, case):
    plan = await in_force(marta, ligita, case)
    (goal,) = (await marta.get(f"/v1/plans/{plan['id']}")).json()["goals"]
    await act(marta, plan, f"steps/{goal['steps'][0]['id']}/done", {"done_on": str(TODAY)})
    revised = await act(
        marta, plan, "review", {"outcome": "revised", "after": {goal["id"]: 6}, "next_review_on": LATER}
    )
    following = {"id": revised["next"]}
    await act(marta, following, "submit")
    assert (await act(ligita, following, "approve"))["edition"] == 2
    old = (await marta.get(f"/v1/plans/{plan['id']}")).json()
    assert (old["state"], old["goals"][0]["measure"]["after"], len(old["goals"][0]["steps"])) == ("superseded", 6, 2)
    editions = (await marta.get("/v1/plans", case=case["id"])).json()["items"]
    assert sorted((plan["edition"], plan["state"]) for plan in editions) == [(1, "superseded"), (2, "in_force")]
    again = await marta.do(f"/v1/plans/{plan['id']}/steps/{uuid4()}/done", {"done_on": str(TODAY)}, version=1)
    assert again.status_code == 412


async def test_refusals_point_at_what_is_wrong_and_have_a_page(marta, ligita, case):
    plan = await begun(ligita, await opened(ligita))
    await act(ligita, plan, "submit")
    own = await act(ligita, plan, "approve")
    assert (own["type"], own["rule"]) == ("/problems/plan-is-your-own", "four eyes: convention of the social service")
    past = await begun(marta, case, review_on="2020-01-01")
    assert (past["type"], past["errors"][0]["pointer"]) == ("/problems/plan-dates-impossible", "/review_on")
    assert past["title"] in (await marta.get(past["type"])).text
    plan = await in_force(marta, ligita, case)
    unknown = await act(marta, plan, f"steps/{uuid4()}/not-done", {"reason": "no_time"})
    assert (unknown["type"], unknown["status"]) == ("/problems/step-unknown", 404)


async def test_a_transition_plan_shows_its_dates(marta, case):
    birthday = f"{TODAY.year + 1}-{TODAY:%m}-15"
    wish = text(str(uuid4()), review_on=str(TODAY + timedelta(days=1)), turns_18_on=birthday)
    path = f"/v1/cases/{case['id']}/plans"
    plan = await marta.do(path, {"kind": "transition", "subject": str(person("Ilze")), **wish})
    whole = (await marta.get(plan.headers["Location"])).json()
    assert (len(whole["milestones"]), whole["milestones"][-1]) == (6, birthday)


async def test_a_recommendation_is_asked_after(cases, marta, case):
    wish = {"code": "home_safety", "words": "Dūmu detektors.", "follow_up_on": SOON}
    given = (await marta.do(f"/v1/cases/{case['id']}/recommendations", wish)).json()
    (entry,) = (await marta.get("/v1/recommendations", case=case["id"], open=True)).json()["items"]
    assert entry["words"] == "Dūmu detektors."
    path = f"/v1/recommendations/{given['id']}/follow-up"
    assert (await marta.do(path, {"outcome": "followed"}, version=1)).json()["outcome"] == "followed"
    assert (await marta.get("/v1/recommendations", case=case["id"], open=True)).json()["items"] == []
    assert (await facts(cases))[-4:] == [
        "recommendation-given", "task-added", "recommendation-followed-up", "task-completed"
    ]  # fmt: skip


async def test_a_crisis_plan_is_whole_in_one_request(cases, marta, case):
    calls = [{"who": "Krīzes centrs", "phone": "+371 20000000", "round_the_clock": True}]
    wish = {"subject": case["subjects"][0], "warning_signs": ["Neguļ."], "what_helps": ["Māsa."], "calls": calls}
    made = await marta.do(f"/v1/cases/{case['id']}/crisis-plans", wish)
    (plan,) = (await marta.get("/v1/crisis-plans", subject=case["subjects"][0])).json()
    assert (plan["warning_signs"], plan["calls"], plan["emergency"]) == (["Neguļ."], calls, "112")
    less = {name: wish[name] for name in ("warning_signs", "what_helps", "calls")}
    assert (await marta.do(made.headers["Location"], less | {"safe_place": "Māsa"}, version=1)).json()["version"] == 2
    unseen = (await Caller(cases, GUNTA).get("/v1/crisis-plans", subject=case["subjects"][0])).json()
    assert unseen == []


async def closed_cases(cases, count: int) -> None:
    """As many families who were helped by one method, all alike."""
    opened_at, closed_at = datetime(2025, 12, 1, 10, tzinfo=UTC), datetime(2026, 1, 15, 10, tzinfo=UTC)
    measure = Measure(MeasureCode.ABSENCE_DAYS, before=20, after=5)
    goal = Goal(uuid4(), "Zēns apmeklē skolu.", GoalArea.EDUCATION, (MethodCode.FAMILY_ASSISTANT,), measure, ())
    for _ in range(count):
        case = Case(
            id=uuid4(), referrals=(), subjects=(uuid4(),), kind="other", priority="asap", needs=("child_neglect",),
            age_band="7-13", unit=uuid4(), opened_at=opened_at, due_at=None, state=CaseState.CLOSED,
            outcome="needs_met", closed_at=closed_at,
        )  # fmt: skip
        plan = Plan(uuid4(), case.id, PlanKind.REHABILITATION, 1, uuid4(), TODAY, (goal,), state=PlanState.IN_FORCE)
        async with cases.pool.acquire() as conn:
            await Table(Case, "social_case").save(conn, [case])
            await Table(Plan, "plan").save(conn, [plan])


async def test_practice_tells_of_nobody(cases):
    press = Caller(cases, PRESS)
    await closed_cases(cases, 9)
    assert (await press.get("/v1/practice")).json() == []
    assert (await press.get("/v1/practice", format="csv")).text.splitlines()[1:] == []
    await closed_cases(cases, 1)
    assert (await press.get("/v1/practice")).json() == [
        {
            "method": "family_assistant", "area": "education", "measure": "absence_days", "need": "child_neglect",
            "age_band": "7-13", "outcome": "needs_met", "duration": "1 to 3 months", "visits": "none",
            "quarter": "2026-Q1", "cases": 10, "before": 20.0, "after": 5.0,
        }
    ]  # fmt: skip
    written = await press.get("/v1/practice", format="csv")
    assert written.headers["content-type"] == "text/csv; charset=utf-8"
    assert written.text.splitlines()[1].endswith(",none,2026-Q1,10,20.0,5.0")


CALL = {"who": "112", "phone": "112", "round_the_clock": True}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("plans/{}/submit", None),
        ("plans/{}/steps/{}/done", {"done_on": "2026-03-16"}),
        ("recommendations/{}/follow-up", {"outcome": "followed"}),
        ("crisis-plans/{}", {"warning_signs": ["x"], "what_helps": ["x"], "calls": [CALL]}),
    ],
)
async def test_what_is_not_there_is_not_changed(marta, path, body):
    answer = await marta.do(f"/v1/{path.format(uuid4(), uuid4())}", body, version=1)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
