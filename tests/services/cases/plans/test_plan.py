"""A plan is written, judged by somebody else, worked on and reviewed; its next edition leaves the old one readable."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.cases.domain import ending
from services.cases.domain.case import Case
from services.cases.domain.plans.plan import Measure, Plan, PlanState
from services.cases.domain.tasks.task import Task, TaskState
from services.cases.domain.units.staff import Staff
from shared.contracts.codes import CaseOutcome
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import (
    GoalArea,
    MeasureCode,
    MethodCode,
    NotDoneReason,
    PlanKind,
    PlanReturnReason,
    ReviewOutcome,
    StepBy,
)
from shared.contracts.plans import PlanApproved, PlanReviewed
from shared.contracts.tasks import TaskCompleted
from shared.decision import Refusal
from tests.services.cases.plans.samples import (
    APRIL,
    AUGUST,
    GOAL,
    JUNE,
    STEPS,
    TEXT,
    Desk,
    assessed,
    draft,
    with_step,
)
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, absent, opened, person, service
from tests.services.memory import cause

LATER = MONDAY + timedelta(days=30)


@pytest.fixture
def memory():
    return service()


@pytest.fixture
def case(memory):
    found = opened(memory)
    assessed(memory, found)
    memory.facts.clear()
    return found


@pytest.fixture
def desk(memory, case):
    return Desk(memory, draft(memory, case).id)


def tasks(memory) -> list[tuple[str, TaskState]]:
    return [(task.kind, task.state) for task in memory.of(Task)]


def test_an_approved_plan_is_told_in_codes_and_counts_and_will_be_reviewed(memory, desk):
    desk.submit()
    fact, added = desk.approve().facts
    assert fact == PlanApproved(
        case=desk.plan.case_id, plan=desk.id, edition=1, kind=PlanKind.REHABILITATION, author=MARTA,
        approved_by=LIGITA, approved_at=MONDAY, review_on=JUNE, goals=1, steps=2, areas=(GoalArea.EDUCATION,),
        methods=(MethodCode.FAMILY_ASSISTANT,),
    )  # fmt: skip
    assert (added.kind, added.due_at.isoformat()) == ("plan_review", "2026-06-16T21:00:00+00:00")
    assert desk.plan.state is PlanState.IN_FORCE


def test_a_plan_approved_in_an_emergency_is_reviewed_later(memory, desk):
    desk.submit()
    fact, added = desk.approve(mode=ServiceMode.EMERGENCY).facts
    assert (fact.review_on, desk.plan.review_on) == (date(2026, 7, 16), date(2026, 7, 16))
    assert added.due_at.isoformat() == "2026-07-16T21:00:00+00:00"
    assert desk.plan.review_task == added.task


def test_a_returned_plan_says_why_and_goes_on_as_a_draft(desk):
    desk.submit()
    desk.give_back(reason=PlanReturnReason.CLIENT_NOT_HEARD)
    assert (desk.plan.state, desk.plan.return_reason) == (PlanState.RETURNED, PlanReturnReason.CLIENT_NOT_HEARD)
    desk.rewrite(replace(TEXT, review_on=AUGUST))
    desk.submit()
    desk.approve()
    assert (desk.plan.state, desk.plan.review_on) == (PlanState.IN_FORCE, AUGUST)


def test_a_review_measures_goals_and_counts_steps(memory, desk):
    desk.in_force()
    desk.done(0)
    desk.not_done(1)
    goal = desk.plan.goals[0].id
    (fact, *_) = desk.review(after={goal: 6}).facts
    assert fact == PlanReviewed(
        case=desk.plan.case_id, plan=desk.id, outcome=ReviewOutcome.CONTINUED, reviewed_by=MARTA, reviewed_at=MONDAY,
        steps_done=1, steps_not_done=1, steps_open=0, goals_measured=1, goals_improved=1, next_review_on=AUGUST,
    )  # fmt: skip
    assert tasks(memory) == [("plan_review", TaskState.DONE), ("plan_review", TaskState.OPEN)]
    assert (desk.plan.review_on, desk.plan.goals[0].measure.after) == (AUGUST, 6)


@pytest.mark.parametrize("outcome", [ReviewOutcome.COMPLETED, ReviewOutcome.STOPPED])
def test_a_plan_that_ends_is_reviewed_no_more(memory, desk, outcome):
    desk.in_force().review(outcome, next_on=None)
    assert (desk.plan.state, tasks(memory)) == (PlanState.ENDED, [("plan_review", TaskState.DONE)])


def test_the_next_edition_begins_with_what_is_open_and_takes_over_once_it_is_approved(memory, desk):
    desk.in_force().done(0)
    desk.review(ReviewOutcome.REVISED, at=LATER)
    following = Desk(memory, desk.plan.next)
    assert (following.plan.edition, following.plan.state, desk.plan.state) == (2, PlanState.DRAFT, PlanState.IN_FORCE)
    assert [step.words for step in following.plan.steps] == ["Celties septiņos."]
    following.submit(at=LATER)
    fact, done, added = following.approve(at=LATER).facts
    assert (done.type, added.about) == (TaskCompleted.type, following.id)
    assert (fact.edition, fact.replaces) == (2, desk.id)
    assert (desk.plan.state, len(desk.plan.steps)) == (PlanState.SUPERSEDED, 2)


@pytest.mark.parametrize(
    ("code", "before", "after", "improved"),
    [
        (MeasureCode.ABSENCE_DAYS, 24, 6, True),
        (MeasureCode.INCIDENTS, 2, 3, False),
        (MeasureCode.GOAL_ATTAINMENT, 2, 7, True),
        (MeasureCode.WELLBEING, 5, 5, False),
        (MeasureCode.CHECKLIST_SCORE, 20, None, False),
    ],
)
def test_whether_less_or_more_is_better_depends_on_the_measure(code, before, after, improved):
    assert Measure(code, before, after).improved is improved


def closed(memory, desk):
    ref = (Case, desk.plan.case_id)
    memory.take([ref], lambda world: ending.close(world.get(*ref), CaseOutcome.OTHER, cause("close", MONDAY)))


def marta_is_away(memory, desk):
    absent(memory, MARTA)


def submitted(memory, desk):
    desk.submit()


def approved(memory, desk):
    desk.in_force()


def being_revised(memory, desk):
    desk.in_force().review(ReviewOutcome.REVISED)


def stepped(memory, desk):
    desk.in_force().done(0)


def ended_while_revised(memory, desk):
    being_revised(memory, desk)
    Desk(memory, desk.plan.next).submit()
    desk.review(ReviewOutcome.STOPPED, next_on=None)


def rewriting(text):
    return lambda desk: desk.rewrite(text)


def without_steps(desk):
    desk.rewrite(replace(TEXT, goals=(replace(GOAL, steps=()),)))
    desk.submit()


def on_no_assessment(desk):
    desk.rewrite(replace(TEXT, assessments=(uuid4(),)))
    desk.submit()


WHERE = "/goals/0/steps/0"


@pytest.mark.parametrize(
    ("given", "act", "code", "status", "pointers"),
    [
        (closed, lambda desk: desk.rewrite(), "case-closed", 409, []),
        (closed, lambda desk: desk.submit(), "case-closed", 409, []),
        (marta_is_away, rewriting(TEXT), "staff-absent", 409, [f"{WHERE}/staff"]),
        (None, rewriting(with_step(staff=person("nobody"))), "staff-unknown", 409, [f"{WHERE}/staff"]),
        (None, rewriting(with_step(staff=None)), "step-by-nobody", 409, [f"{WHERE}/staff"]),
        (None, rewriting(with_step(by=StepBy.CLIENT)), "step-by-nobody", 409, [f"{WHERE}/staff"]),
        (None, rewriting(with_step(due_on=date(2026, 3, 15))), "plan-dates-impossible", 409, [f"{WHERE}/due_on"]),
        (None, rewriting(replace(TEXT, review_on=MONDAY.date())), "plan-dates-impossible", 409, ["/review_on"]),
        (None, rewriting(replace(TEXT, review_on=date(2026, 9, 16))), "plan-dates-impossible", 409, ["/review_on"]),
        (None, rewriting(replace(TEXT, turns_18_on=date(2028, 1, 1))), "plan-of-other-kind", 409, ["/turns_18_on"]),
        (None, rewriting(replace(TEXT, project="kalnina-ilze")), "project-unknown", 409, ["/project"]),
        (None, without_steps, "plan-without-steps", 409, ["/goals"]),
        (None, on_no_assessment, "plan-without-assessment", 409, ["/assessments"]),
        (None, lambda desk: desk.submit(at=MONDAY + timedelta(days=100)), "plan-dates-impossible", 409, ["/review_on"]),
        (None, lambda desk: desk.approve(), "plan-not-submitted", 409, []),
        (None, lambda desk: desk.give_back(), "plan-not-submitted", 409, []),
        (submitted, lambda desk: desk.approve(by=MARTA), "plan-is-your-own", 403, []),
        (submitted, lambda desk: desk.give_back(by=MARTA), "plan-is-your-own", 403, []),
        (submitted, lambda desk: desk.rewrite(), "plan-not-a-draft", 409, []),
        (submitted, lambda desk: desk.done(), "plan-not-in-force", 409, []),
        (approved, lambda desk: desk.submit(), "plan-not-a-draft", 409, []),
        (approved, lambda desk: desk.done(on=date(2026, 3, 15)), "step-day-impossible", 409, ["/done_on"]),
        (approved, lambda desk: desk.done(on=APRIL), "step-day-impossible", 409, ["/done_on"]),
        (stepped, lambda desk: desk.done(), "step-over", 409, []),
        (stepped, lambda desk: desk.not_done(reason=NotDoneReason.NO_TIME), "step-over", 409, []),
        (approved, lambda desk: desk.review(after={uuid4(): 3}), "goal-not-measured", 409, ["/after"]),
        (approved, lambda desk: desk.review(next_on=None), "review-day-impossible", 409, ["/next_review_on"]),
        (approved, lambda desk: desk.review(next_on=MONDAY.date()), "review-day-impossible", 409, ["/next_review_on"]),
        (approved, lambda desk: desk.review(ReviewOutcome.STOPPED), "review-day-impossible", 409, ["/next_review_on"]),
        (being_revised, lambda desk: desk.review(ReviewOutcome.REVISED), "plan-being-revised", 409, []),
        (ended_while_revised, lambda desk: Desk(desk.memory, desk.plan.next).approve(), "plan-not-in-force", 409, []),
    ],
    ids=[
        "nothing is written in a closed case",
        "nor submitted",
        "a step for somebody who is absent",
        "a step for somebody nobody knows",
        "a step by staff for nobody",
        "a step by the client for staff",
        "a step that ends before it begins",
        "a review today",
        "a review too far ahead",
        "a birthday in a plan that is no transition plan",
        "a project that somebody made up",
        "a goal without a step",
        "a plan that rests on no assessment",
        "a plan that waited past its review",
        "nobody approves a draft",
        "nor returns it",
        "nobody approves their own",
        "nor returns it to themselves",
        "what is submitted is not rewritten",
        "nor worked on",
        "what is in force is not submitted again",
        "a step done before the plan was in force",
        "a step done in the future",
        "a step done twice",
        "a step done and not done",
        "a goal of another plan is measured",
        "a plan that goes on without a next review",
        "the next review today",
        "a plan that ends with a next review",
        "revised twice at once",
        "an edition after one that ended",
    ],
)
def test_refused(memory, desk, given, act, code, status, pointers):
    if given:
        given(memory, desk)
    with pytest.raises(Refusal) as refused:
        act(desk)
    assert (refused.value.code, refused.value.status) == (code, status)
    assert [where for where, _ in refused.value.pointers] == pointers


def test_a_step_may_be_given_to_somebody_who_is_back_by_then(memory, desk):
    absent(memory, MARTA)
    away = memory.states[Staff, MARTA]
    back = tuple(replace(absence, last=date(2026, 4, 1)) for absence in away.absences)
    memory.states[Staff, MARTA] = replace(away, absences=back)
    desk.rewrite()
    assert desk.plan.steps[0].due_on == APRIL


def test_a_project_that_is_configured_is_told(memory, desk):
    desk.rewrite(replace(TEXT, project="eiropas-socialais-fonds-plus"))
    desk.submit()
    assert desk.approve().facts[0].project == "eiropas-socialais-fonds-plus"


def test_a_plan_is_about_somebody_of_its_case(memory, case):
    with pytest.raises(Refusal, match="subject-unknown"):
        draft(memory, case, subject=person("Zane"))
    assert memory.of(Plan) == []


def test_no_step_of_one_plan_is_taken_for_that_of_another(memory, desk, case):
    other = Desk(memory, draft(memory, case, replace(TEXT, goals=(replace(GOAL, steps=STEPS),)), name="other").id)
    assert {step.id for step in desk.plan.steps}.isdisjoint(step.id for step in other.plan.steps)
