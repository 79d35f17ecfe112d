"""Nobody sets out without the checklist, alone where two are asked for, or in an emergency without saying why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.cases.domain.case import Case
from services.cases.domain.visits.safety import Answers
from services.cases.domain.visits.visit import Visit
from shared.contracts.codes import NeedCode, VisitMode
from shared.contracts.contact_codes import VisitJustification, VisitPlace
from shared.contracts.plan_codes import RiskLevel
from shared.contracts.visits import SafetyCheckInMissed, VisitStarted
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, absent, person
from tests.services.cases.visits.life import (
    CHECKLIST,
    EXCEPTION,
    MINUTE,
    SAFE,
    TOMORROW,
    begun,
    checks_in,
    complete,
    fire,
    miss,
    plan,
    start,
    tasks,
    the_case,
)


def answered(**changed: bool) -> Answers:
    return Answers(CHECKLIST.code, SAFE.items | {code.replace("_", "-"): yes for code, yes in changed.items()})


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (None, "safety-checklist-unanswered"),
        (Answers(CHECKLIST.code, {"phone-works": True}), "safety-checklist-unanswered"),
        (Answers("safety-1999", SAFE.items), "safety-checklist-unknown"),
        (answered(another_question=True), "safety-checklist-unknown"),
        (answered(phone_works=False), "visit-unsafe"),
    ],
)
def test_a_visit_in_person_does_not_begin_without_the_checklist_that_holds(answers, code):
    memory = begun()
    with pytest.raises(Refusal, match=code) as refused:
        start(memory, plan(memory), safety=answers)
    assert (refused.value.status, refused.value.rule) == (409, CHECKLIST.source)


def test_what_is_not_forbidden_is_noted_and_the_visit_begins():
    memory = begun()
    (fact,) = start(memory, plan(memory), safety=answered(way_out_known=False)).facts
    assert (fact.checklist, fact.unmet) == (CHECKLIST.code, ("way-out-known",))


@pytest.mark.parametrize("mode", [VisitMode.PHONE, VisitMode.VIDEO, VisitMode.ONLINE])
def test_whoever_does_not_go_anywhere_answers_no_checklist(mode):
    memory = begun(needs=(NeedCode.VIOLENCE_IN_FAMILY,))
    (fact,) = start(memory, plan(memory, mode=mode), safety=None, exception=EXCEPTION).facts
    assert (fact.checklist, fact.check_in_due) == (None, None)


@pytest.mark.parametrize(
    ("needs", "place", "minutes"),
    [
        ((), VisitPlace.HOME, 90),
        ((NeedCode.CRISIS,), VisitPlace.ELSEWHERE, 45),
        ((NeedCode.CRISIS,), VisitPlace.OFFICE, None),
        ((NeedCode.OLDER_AGE,), None, 90),
    ],
)
def test_whoever_goes_alone_says_in_time_that_they_are_safe(needs, place, minutes):
    memory = begun(needs)
    decision = start(memory, plan(memory, place=place))
    due = minutes and TOMORROW + minutes * MINUTE
    assert decision.facts[0].check_in_due == due
    assert [timer.due for timer in decision.timers] == ([due] if due else [])


def test_where_there_is_violence_nobody_goes_alone():
    memory = begun(needs=(NeedCode.VIOLENCE_IN_FAMILY,))
    planned = plan(memory)
    with pytest.raises(Refusal, match="second-person-needed: Rule two-where-there-is-violence asks for two") as refused:
        start(memory, planned)
    assert refused.value.rule == "Convention: nobody goes alone where there was violence"
    (fact,) = start(memory, planned, companion=LIGITA).facts
    assert (fact.companion, fact.check_in_due) == (LIGITA, None)


@pytest.mark.parametrize(
    ("risk", "asked"), [(RiskLevel.CRITICAL, "two-where-the-risk-is-critical"), (RiskLevel.HIGH, "alone-outside")]
)
def test_what_was_found_critical_nobody_visits_alone(risk, asked):
    memory = begun()
    case = the_case(memory)
    memory.states[Case, case.id] = replace(case, risk=risk)
    assert start(memory, plan(memory, companion=LIGITA)).facts[0].safety == asked


def test_whoever_was_to_go_along_when_it_was_planned_goes_along():
    memory = begun(needs=(NeedCode.VIOLENCE_IN_FAMILY,))
    assert start(memory, plan(memory, companion=LIGITA)).facts[0].companion == LIGITA


@pytest.mark.parametrize(
    ("companion", "wrong"), [(MARTA, "makes the visit"), (person("nobody"), "nobody's id"), (LIGITA, "is away")]
)
def test_a_colleague_goes_along_who_is_there(companion, wrong):
    memory = begun()
    absent(memory, LIGITA)
    with pytest.raises(Refusal, match="companion-unfit") as refused:
        plan(memory, companion=companion)
    assert wrong in refused.value.pointers[0][1]


def test_in_an_emergency_a_home_visit_needs_its_reason_when_it_is_planned_and_when_it_begins():
    memory, reason = begun(), VisitJustification.CHILD_IN_DANGER
    earlier = plan(memory)
    with pytest.raises(Refusal, match="home-visit-needs-justification: Rule home-visits-as-exception") as refused:
        plan(memory, "now", exception=EXCEPTION)
    assert refused.value.rule == "An order of the Cabinet"
    with pytest.raises(Refusal, match="home-visit-needs-justification"):
        start(memory, earlier, exception=EXCEPTION)
    assert start(memory, earlier, exception=EXCEPTION, justification=reason).facts[0].justification is reason
    planned = plan(memory, "with a reason", exception=EXCEPTION, justification=reason)
    assert start(memory, planned, exception=EXCEPTION).facts[0].justification is reason


@pytest.mark.parametrize(
    "how", [{"mode": VisitMode.PHONE}, {"place": VisitPlace.OFFICE}, {"place": VisitPlace.ELSEWHERE}]
)
def test_in_an_emergency_whatever_is_no_home_visit_needs_no_reason(how):
    assert plan(begun(), exception=EXCEPTION, **how).justification is None


def silent():
    """Marta is alone on a visit, and her time has run out."""
    memory = begun()
    visit = plan(memory)
    (timer,) = start(memory, visit).timers
    return memory, visit, timer, fire(memory, timer)


def test_silence_is_told_and_makes_a_task_for_the_supervisor():
    memory, visit, timer, decision = silent()
    missed = decision.facts[0]
    assert isinstance(missed, SafetyCheckInMissed)
    assert (missed.visit, missed.staff, missed.due_at) == (visit.id, MARTA, timer.due)
    (task,) = tasks(memory)
    assert (task.kind, task.staff, task.about, task.state) == ("missed_check_in", LIGITA, visit.id, "open")
    assert memory.states[Visit, visit.id].check_in_missed_at == timer.due


def test_it_is_told_once():
    memory, _, timer, _ = silent()
    assert fire(memory, timer).facts == ()


@pytest.mark.parametrize("heard", [checks_in, complete, miss])
def test_whoever_is_heard_of_again_is_silent_no_more_and_the_task_is_done(heard):
    memory, visit, timer, _ = silent()
    heard(memory, visit, timer.due + 5 * MINUTE)
    assert memory.states[Visit, visit.id].check_in_missed_at is None
    assert [task.state for task in tasks(memory)] == ["done"]


@pytest.mark.parametrize("heard", [checks_in, complete, miss])
def test_whoever_said_so_in_time_is_not_missed(heard):
    memory = begun()
    visit = plan(memory)
    (timer,) = start(memory, visit).timers
    heard(memory, visit, timer.due - MINUTE)
    assert fire(memory, timer).facts == ()


def test_each_check_in_begins_the_clock_anew():
    memory = begun()
    visit = plan(memory)
    start(memory, visit)
    dues = [checks_in(memory, visit, TOMORROW + n * 30 * MINUTE).timers[0].due for n in (1, 2)]
    assert dues == [TOMORROW + 120 * MINUTE, TOMORROW + 150 * MINUTE]


@pytest.mark.parametrize("companion", [None, LIGITA])
def test_only_who_is_alone_out_there_checks_in(companion):
    memory = begun()
    visit = plan(memory, companion=companion)
    if companion:
        start(memory, visit)
    with pytest.raises(Refusal, match="no-check-in-due" if companion else "visit-not-started"):
        checks_in(memory, visit)


def test_a_visit_written_down_afterwards_does_not_raise_an_alarm_at_once():
    memory = begun()
    began = TOMORROW - timedelta(hours=5)
    (timer,) = start(memory, plan(memory), began=began).timers
    (fact,) = [fact for fact in memory.facts if isinstance(fact, VisitStarted)]
    assert (fact.started_at, timer.due) == (began, TOMORROW + 90 * MINUTE)
