"""A case is opened once, given to somebody who is there, and closed with an outcome when nothing is left to do."""

from uuid import uuid4

import pytest

from services.cases.domain import ending, work
from services.cases.domain.case import Case, CaseState
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import planning
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.visit import Visit
from services.cases.handlers import FACTS
from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind, VisitMode
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, absent, accepted, opened, person, service
from tests.services.memory import cause

NOW = cause("now", MONDAY)


@pytest.fixture
def memory():
    return service()


def assign(memory, case, staff):
    refs = [(Case, case.id), (Staff, staff)]
    return memory.take(refs, lambda world: work.assign(world.get(*refs[0]), world.get(*refs[1]), NOW))


def close(memory, case):
    ref = (Case, case.id)
    return memory.take([ref], lambda world: ending.close(world.get(*ref), CaseOutcome.NEEDS_MET, NOW))


def schedule(memory, case):
    refs = [(Case, case.id), (Visit, planning.visit_id(NOW))]
    plan = Plan(VisitMode.PHONE, MONDAY)
    return memory.take(
        refs, lambda world: planning.schedule(world.get(*refs[0]), None, plan, NOW, RULES.visits, None)
    )  # fmt: skip


def test_an_accepted_referral_opens_a_case_that_knows_all_it_needs(memory):
    fact = accepted(needs=(NeedCode.CRISIS,))
    case = opened(memory, needs=(NeedCode.CRISIS,))
    assert (case.referrals, case.subjects) == ((fact.referral,), fact.subjects)
    assert (case.kind, case.priority, case.needs) == (fact.kind, fact.priority, fact.needs)
    assert (case.opened_at, case.due_at, case.state) == (MONDAY, fact.due_at, CaseState.OPEN)
    assert [type(fact) for fact in memory.facts] == [CaseOpened]


def test_the_same_referral_opens_no_second_case(memory):
    fact, why = accepted(), cause("r1", MONDAY, by="intake")
    assert len(memory.hear(FACTS[fact.type], fact, why).facts) == 1
    assert memory.hear(FACTS[fact.type], fact, why).facts == ()
    assert len(memory.of(Case)) == 1


def test_staff_open_a_case_without_a_referral_when_they_see_the_need_themselves(memory):
    decision = memory.take(
        [(Case, work.case_id(NOW))],
        lambda world: work.open_proactively(
            (person("Ilze"),), (NeedCode.HOME_CARE,), Priority.ROUTINE, AgeBand.AGE_65_PLUS, NOW, RULES
        ),
    )
    (fact,) = decision.facts
    assert (fact.referrals, fact.subjects, fact.kind) == ((), (person("Ilze"),), ReferralKind.OTHER)
    assert memory.of(Case)[0].due_at is None


@pytest.mark.parametrize(
    ("needs", "age", "unit"),
    [
        ((NeedCode.HOME_CARE,), AgeBand.AGE_65_PLUS, "aprupe-majas"),
        ((NeedCode.HOME_CARE, NeedCode.CRISIS), AgeBand.AGE_7_13, "aprupe-majas"),
        ((NeedCode.CHILD_NEGLECT,), AgeBand.AGE_0_2, "berniem-un-gimenem"),
        ((), AgeBand.AGE_14_17, "berniem-un-gimenem"),
        ((NeedCode.VIOLENCE_IN_FAMILY,), AgeBand.AGE_18_24, "pieaugusajiem"),
        ((), AgeBand.UNKNOWN, "pieaugusajiem"),
    ],
    ids=str,
)
def test_a_case_belongs_to_the_first_unit_that_takes_its_needs_and_age(memory, needs, age, unit):
    case = opened(memory, needs=needs, age=age)
    assert {unit.id: unit.code for unit in RULES.units}[case.unit] == unit


def test_the_worker_s_unit_becomes_the_case_s(memory):
    case = opened(memory, age=AgeBand.AGE_65_PLUS)
    (fact,) = assign(memory, case, MARTA).facts
    after = memory.of(Case)[0]
    assert fact == CaseAssigned(case=case.id, staff=MARTA, unit=memory.states[Staff, MARTA].unit)
    assert (after.state, after.staff, after.unit) == (CaseState.ASSIGNED, MARTA, fact.unit)
    assert after.unit != case.unit


def test_a_case_may_be_given_to_somebody_else(memory):
    case = opened(memory)
    assign(memory, case, MARTA)
    assign(memory, case, LIGITA)
    assert memory.of(Case)[0].staff == LIGITA


def test_a_case_is_closed_with_an_outcome_that_returns_to_its_referrals(memory):
    case = opened(memory)
    (fact,) = close(memory, case).facts
    assert fact == CaseClosed(case=case.id, referrals=case.referrals, outcome=CaseOutcome.NEEDS_MET, closed_at=MONDAY)
    after = memory.of(Case)[0]
    assert (after.state, after.outcome, after.closed_at) == (CaseState.CLOSED, CaseOutcome.NEEDS_MET, MONDAY)


def closed_before(memory, case):
    close(memory, case)


def assigned_with_a_visit(memory, case):
    assign(memory, case, MARTA)
    schedule(memory, case)


def marta_is_away(memory, case):
    absent(memory, MARTA)


@pytest.mark.parametrize(
    ("given", "act", "code", "status", "pointers"),
    [
        (closed_before, close, "case-closed", 409, ()),
        (closed_before, lambda memory, case: assign(memory, case, MARTA), "case-closed", 409, ()),
        (closed_before, schedule, "case-closed", 409, ()),
        (assigned_with_a_visit, close, "visits-open", 409, ()),
        (marta_is_away, lambda memory, case: assign(memory, case, MARTA), "staff-absent", 409, ("/staff",)),
        (lambda *_: None, lambda memory, case: assign(memory, case, uuid4()), "staff-unknown", 409, ("/staff",)),
    ],
    ids=[
        "a closed case is not closed again",
        "a closed case is given to nobody",
        "no visit is planned in a closed case",
        "a case is not closed while a visit is planned",
        "a case is not given to somebody who is away",
        "a case is not given to somebody nobody knows",
    ],
)
def test_refused(memory, given, act, code, status, pointers):
    case = opened(memory)
    given(memory, case)
    before = dict(memory.states)
    with pytest.raises(Refusal) as refused:
        act(memory, case)
    assert (refused.value.code, refused.value.status) == (code, status)
    assert tuple(pointer for pointer, _ in refused.value.pointers) == pointers
    assert memory.states == before
