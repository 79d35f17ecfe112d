"""A young person's way out of care is planned by dates before the eighteenth birthday, and rests on its checklist."""

from dataclasses import replace
from datetime import date

import pytest

from services.cases.checklists import CHECKLISTS
from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.plans.plan import PlanState
from services.cases.domain.plans.rules import milestones
from services.cases.domain.plans.writing import LEAVING_CARE
from shared.contracts.plan_codes import PlanKind
from shared.decision import Refusal
from tests.services.cases.plans.samples import ASSESSED, TEXT, Desk, assessed, draft
from tests.services.cases.samples import RULES, opened, person, service

BORN = date(2026, 9, 30)
TRANSITION = replace(TEXT, turns_18_on=BORN, review_on=date(2026, 3, 30))


@pytest.fixture
def memory():
    return service()


@pytest.fixture
def case(memory):
    return opened(memory)


def about(memory, case, text=TRANSITION) -> Desk:
    return Desk(memory, draft(memory, case, text, PlanKind.TRANSITION, person("r1")).id)


def test_the_months_are_counted_back_to_the_last_day_of_a_shorter_one():
    assert milestones(date(2028, 8, 31), (24, 6, 2)) == (
        date(2026, 8, 31), date(2028, 2, 29), date(2028, 6, 30), date(2028, 8, 31),
    )  # fmt: skip
    assert milestones(date(2028, 1, 15), (1,)) == (date(2027, 12, 15), date(2028, 1, 15))


def test_the_review_comes_no_later_than_the_next_milestone(memory, case):
    """Half a year before the birthday is the 30th of March."""
    assert RULES.plans.transition_months == (24, 12, 6, 3, 1)
    assert about(memory, case).plan.review_on == date(2026, 3, 30)
    with pytest.raises(Refusal, match="plan-dates-impossible"):
        about(memory, case, replace(TRANSITION, review_on=date(2026, 3, 31)))


@pytest.mark.parametrize(
    ("text", "subject"), [(replace(TRANSITION, turns_18_on=None), person("r1")), (TRANSITION, None)]
)
def test_it_is_about_one_person_and_says_when_they_turn_18(memory, case, text, subject):
    with pytest.raises(Refusal, match="plan-of-other-kind"):
        draft(memory, case, text, PlanKind.TRANSITION, subject)


def test_it_rests_on_the_checklist_of_those_who_leave_care(memory, case):
    other = assessed(memory, case)
    desk = about(memory, case)
    with pytest.raises(Refusal, match="plan-without-assessment"):
        desk.submit()
    memory.states[Assessment, ASSESSED.id] = replace(other, checklist=LEAVING_CARE)
    desk.submit()
    assert desk.plan.state is PlanState.SUBMITTED


def test_there_is_such_a_checklist():
    assert CHECKLISTS.of(LEAVING_CARE, 1).about == "person"
