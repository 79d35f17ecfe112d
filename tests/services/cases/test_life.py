"""A case comes forward, rests, ends by a supervisor's word, begins again, and is one of two about a matter."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.cases.domain import duplicate, ending, progress, work
from services.cases.domain.case import Case, CaseState
from services.cases.domain.groups import groups_of
from services.cases.domain.tasks.task import Task, TaskState
from services.cases.domain.units.staff import Staff
from shared.contracts.case_codes import (
    CaseStage,
    ClosureReturnReason,
    CountedAs,
    ReopenReason,
    RestReason,
    RiskReason,
)
from shared.contracts.cases import CaseClosed
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, opened, service
from tests.services.memory import cause

NOW = cause("now", MONDAY, by=str(MARTA))
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def memory():
    return service()


def do(memory, case, rule, *others):
    """Take one decision about a case; gives the case after it."""
    ref = (Case, case.id)
    memory.take([ref, *others], lambda world: rule(world.get(*ref), world))
    return memory.states[ref]


def given(memory, name="r1", to=MARTA, **changed) -> Case:
    case = opened(memory, name, **changed)
    return do(memory, case, lambda seen, world: work.assign(seen, world.get(Staff, to), NOW), (Staff, to))


def test_a_person_decides_otherwise_once(memory):
    case = given(memory)
    after = do(memory, case, lambda seen, _: work.count(seen, CountedAs.ADULT))
    again = do(memory, after, lambda seen, _: work.count(seen, CountedAs.ADULT))
    assert (case.counted_as, after.counted_as, again.version) == ("household", "adult", after.version)


@pytest.mark.parametrize(
    ("needs", "age", "groups"),
    [
        ((NeedCode.CHILD_SPECIAL_NEEDS,), AgeBand.AGE_3_6, {"child_special_needs", "disability", "children"}),
        ((NeedCode.CARE_LEAVER,), AgeBand.AGE_18_24, {"care_leavers", "youth"}),
        ((NeedCode.ADDICTION_YOUTH,), AgeBand.AGE_14_17, {"youth_addiction", "youth", "children"}),
        ((NeedCode.VIOLENCE_IN_FAMILY, NeedCode.VIOLENCE_AMONG_PEERS), AgeBand.AGE_25_64,
         {"violence_in_family", "violence_among_peers"}),
        ((NeedCode.DISABILITY,), AgeBand.AGE_65_PLUS, {"disability", "older_people"}),
        ((NeedCode.SHELTER,), AgeBand.UNKNOWN, set()),
    ],
)  # fmt: skip
def test_a_case_belongs_to_target_groups_by_need_or_age(memory, needs, age, groups):
    assert set(groups_of(opened(memory, needs=needs, age=age))) == groups


def test_stages_follow_each_other_by_hand_and_by_what_is_done(memory):
    case = given(memory)
    steps = [
        lambda seen, _: progress.begin(seen, CaseStage.ASSESSMENT),
        lambda seen, _: progress.reach(seen, CaseStage.PLAN_DRAFT),
        lambda seen, _: progress.reach(seen, CaseStage.PLAN_APPROVED),
        lambda seen, _: progress.begin(seen, CaseStage.SERVICES),
        lambda seen, _: progress.begin(seen, CaseStage.REVIEW),
    ]
    assert [do(memory, case, step).state for step in steps] == [
        "assessment", "plan_draft", "plan_approved", "services", "review"
    ]  # fmt: skip


def test_what_is_done_moves_no_case_that_rests_or_that_nobody_has(memory):
    waiting = opened(memory, "r2")
    resting = do(
        memory, given(memory), lambda seen, _: progress.suspend(seen, RestReason.CLIENT_AWAY, None, NOW)
    )  # fmt: skip
    for case in (waiting, resting):
        assert do(memory, case, lambda seen, _: progress.reach(seen, CaseStage.PLAN_DRAFT)) == case


def test_a_plan_is_not_approved_by_hand(memory):
    with pytest.raises(Refusal, match="stage-follows-by-itself"):
        do(memory, given(memory), lambda seen, _: progress.begin(seen, CaseStage.PLAN_APPROVED))


def test_a_risk_has_a_level_and_reasons(memory):
    reasons = [RiskReason.VIOLENCE, RiskReason.THREATS, RiskReason.VIOLENCE]
    after = do(memory, given(memory), lambda seen, _: progress.assess_risk(seen, RiskLevel.HIGH, reasons, NOW))
    assert (after.risk, after.risk_reasons, after.risk_at) == ("high", ("violence", "threats"), MONDAY)
    with pytest.raises(Refusal, match="risk-without-reason"):
        do(memory, after, lambda seen, _: progress.assess_risk(seen, RiskLevel.MODERATE, [], NOW))
    assert do(memory, after, lambda seen, _: progress.assess_risk(seen, RiskLevel.LOW, [], NOW)).risk == "low"


def test_a_case_rests_until_a_day_of_which_its_worker_is_reminded(memory):
    case = do(memory, given(memory), lambda seen, _: progress.begin(seen, CaseStage.ASSESSMENT))
    rests = do(memory, case, lambda seen, _: progress.suspend(seen, RestReason.IN_HOSPITAL, FRIDAY, NOW))
    (reminder,) = memory.of(Task)
    assert (rests.state, reminder.due_at, reminder.id) == ("suspended", FRIDAY, progress.resumption(rests))
    goes_on = do(
        memory, rests, lambda seen, world: progress.resume(seen, world.get(Task, reminder.id), NOW),
        (Task, reminder.id),
    )  # fmt: skip
    assert (goes_on.state, goes_on.suspended_until) == (CaseState.ASSESSMENT, None)
    assert memory.of(Task)[0].state is TaskState.DONE


def test_who_gets_a_case_that_rests_goes_on_with_it_as_assigned(memory):
    case = do(
        memory, opened(memory), lambda seen, _: progress.suspend(seen, RestReason.OTHER, None, NOW)
    )  # fmt: skip
    do(memory, case, lambda seen, world: work.assign(seen, world.get(Staff, MARTA), NOW), (Staff, MARTA))
    assert do(memory, case, lambda seen, _: progress.resume(seen, None, NOW)).state is CaseState.ASSIGNED


def test_a_supervisor_returns_the_wish_to_close_and_approves_it_later(memory):
    case = given(memory)
    asked = do(memory, case, lambda seen, _: ending.request(seen, CaseOutcome.NEEDS_MET, NOW))
    assert (asked.wished_outcome, asked.wished_by, asked.state) == ("needs_met", MARTA, "assigned")
    returned = do(memory, case, lambda seen, _: ending.return_it(seen, ClosureReturnReason.REVIEW_MISSING))
    assert (returned.wished_outcome, returned.state) == (None, "assigned")
    do(memory, case, lambda seen, _: ending.request(seen, CaseOutcome.NEEDS_PARTLY_MET, NOW))
    closed = do(memory, case, lambda seen, _: ending.approve(seen, cause("approve", FRIDAY, by=str(LIGITA))))
    assert (closed.state, closed.outcome, closed.closed_at) == ("closed", "needs_partly_met", FRIDAY)
    assert memory.facts[-1] == CaseClosed(
        case=case.id, referrals=case.referrals, outcome="needs_partly_met", closed_at=FRIDAY, requested_by=MARTA
    )


def test_a_case_is_reopened_by_whoever_had_it_and_goes_on_with_an_assessment(memory):
    case = do(memory, given(memory), lambda seen, _: ending.close(seen, CaseOutcome.MOVED_AWAY, NOW))
    again = do(memory, case, lambda seen, _: ending.reopen(seen, ReopenReason.NEW_REPORT, cause("again", FRIDAY)))
    assert (again.state, again.staff, again.outcome, again.closed_at) == ("reopened", MARTA, None, None)
    assert again.reopened_at == FRIDAY
    assert do(memory, again, lambda seen, _: progress.begin(seen, CaseStage.ASSESSMENT)).state == "assessment"


def mark(memory, case, of):
    other = (Case, of)
    return do(memory, case, lambda seen, world: duplicate.mark(seen, world.get(*other)), other)


def unmark(memory, case):
    other = (Case, memory.states[Case, case.id].duplicate_of)
    return do(memory, case, lambda seen, world: duplicate.unmark(seen, world.get(*other)), other)


def test_of_two_cases_one_goes_on_and_answers_for_both_until_they_are_taken_apart(memory):
    one, other = given(memory, "r1"), given(memory, "r2")
    rests = mark(memory, one, other.id)
    goes_on = memory.states[Case, other.id]
    assert (rests.state, rests.duplicate_of, goes_on.duplicates) == ("duplicate", other.id, (one.id,))
    assert goes_on.referrals == (*other.referrals, *one.referrals)
    assert unmark(memory, one).state == one.state
    apart = memory.states[Case, other.id]
    assert (apart.referrals, apart.duplicates) == (other.referrals, ())


def test_a_case_that_rested_before_it_was_a_duplicate_is_worked_on_when_they_are_taken_apart(memory):
    one, other = given(memory, "r1"), given(memory, "r2")
    do(memory, one, lambda seen, _: progress.suspend(seen, RestReason.OTHER, FRIDAY, NOW))
    mark(memory, one, other.id)
    apart = unmark(memory, one)
    assert (apart.state, apart.rested, apart.suspended_until) == (one.state, None, None)


@pytest.mark.parametrize(
    ("of", "code"),
    [
        (lambda memory, case: case.id, "no-such-original"),
        (lambda memory, case: uuid4(), "no-such-original"),
        (lambda memory, case: closed_one(memory).id, "original-over"),
    ],
    ids=["of itself", "of nothing", "of a closed case"],
)
def test_a_case_is_no_duplicate(memory, of, code):
    case = given(memory)
    with pytest.raises(Refusal, match=code):
        mark(memory, case, of(memory, case))


def closed_one(memory):
    return do(memory, given(memory, "r9"), lambda seen, _: ending.close(seen, CaseOutcome.OTHER, NOW))


def test_cases_are_taken_apart_from_the_last_one_back(memory):
    first, second, third = (given(memory, name) for name in ("r1", "r2", "r3"))
    mark(memory, first, second.id)
    mark(memory, second, third.id)
    with pytest.raises(Refusal, match="original-duplicate"):
        unmark(memory, first)
    unmark(memory, second)
    assert unmark(memory, first).state == "assigned"


def test_nobody_stands_in_for_themselves(memory):
    case = given(memory)
    deputised = do(memory, case, lambda seen, world: work.set_deputy(seen, world.get(Staff, LIGITA)), (Staff, LIGITA))
    assert deputised.deputy == LIGITA
    with pytest.raises(Refusal, match="deputy-of-themselves"):
        do(memory, case, lambda seen, world: work.set_deputy(seen, world.get(Staff, MARTA)), (Staff, MARTA))
    assert do(memory, case, lambda seen, _: work.set_deputy(seen, None)).deputy is None
