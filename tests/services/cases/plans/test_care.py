"""Recommendations are asked after on their day; a crisis plan says whom to call at any hour."""

from dataclasses import replace
from datetime import date

import pytest

from services.cases.domain.case import Case
from services.cases.domain.plans import crisis, recommendation
from services.cases.domain.plans.crisis import Call, CrisisPlan, CrisisText
from services.cases.domain.plans.recommendation import Recommendation
from services.cases.domain.tasks.task import Task, TaskState
from shared.contracts.plan_codes import RecommendationCode, RecommendationOutcome
from shared.contracts.plans import RecommendationFollowedUp, RecommendationGiven
from shared.decision import Refusal
from tests.services.cases.plans.samples import why
from tests.services.cases.samples import MARTA, MONDAY, opened, person, service

APRIL = date(2026, 4, 2)
NIGHT = Call("Krīzes centrs", "+371 20000000", True)
TEXT = CrisisText(("Neguļ.",), ("Pastaiga ar māsu.",), (NIGHT,), "Māsas dzīvoklis")


@pytest.fixture
def memory():
    return service()


@pytest.fixture
def case(memory):
    found = opened(memory)
    memory.facts.clear()
    return found


def give(memory, case, subject=None, on=APRIL) -> Recommendation:
    told, ref = why("recommend", MARTA), (Case, case.id)
    memory.take(
        [ref],
        lambda world: recommendation.give(
            world.get(*ref), RecommendationCode.HOME_SAFETY, "Dūmu detektors.", subject, on, told
        ),
    )
    return memory.of(Recommendation)[-1]


def follow_up(memory, given):
    refs = [(Case, given.case_id), (Recommendation, given.id), (Task, given.task)]
    return memory.take(
        refs,
        lambda world: recommendation.follow_up(
            *(world.get(*ref) for ref in refs), RecommendationOutcome.FOLLOWED, why("followed", MARTA)
        ),
    )


def write(memory, case, text=TEXT, subject=None):
    subject = subject or case.subjects[0]
    refs = [(Case, case.id), (CrisisPlan, crisis.crisis_plan_id(case.id, subject))]
    return memory.take(
        refs, lambda world: crisis.write(*(world.get(*ref) for ref in refs), subject, text, why("crisis", MARTA))
    )


def test_a_recommendation_is_told_by_its_code_and_asked_after_on_its_day(memory, case):
    given = give(memory, case, subject=case.subjects[0])
    fact, _ = memory.facts
    assert fact == RecommendationGiven(
        case=case.id, recommendation=given.id, code=RecommendationCode.HOME_SAFETY, staff=MARTA, given_at=MONDAY,
        follow_up_on=APRIL, subject=case.subjects[0],
    )  # fmt: skip
    (task,) = memory.of(Task)
    assert (task.kind, task.staff, task.about, task.statutory) == ("recommendation_follow_up", MARTA, given.id, False)


def test_what_became_of_it_is_told_once_and_ends_the_task(memory, case):
    given = give(memory, case)
    fact, _ = follow_up(memory, given).facts
    assert fact == RecommendationFollowedUp(
        case=case.id, recommendation=given.id, outcome=RecommendationOutcome.FOLLOWED, followed_up_at=MONDAY
    )
    assert memory.of(Task)[0].state is TaskState.DONE
    with pytest.raises(Refusal, match="recommendation-followed-up"):
        follow_up(memory, given)


@pytest.mark.parametrize(
    ("wish", "code", "pointer"),
    [
        ({"on": MONDAY.date()}, "follow-up-impossible", "/follow_up_on"),
        ({"subject": person("Zane")}, "subject-unknown", "/subject"),
    ],
)
def test_a_recommendation_that_cannot_be(memory, case, wish, code, pointer):
    with pytest.raises(Refusal, match=code) as refused:
        give(memory, case, **wish)
    assert refused.value.pointers[0][0] == pointer


def test_a_crisis_plan_is_whole_and_in_no_fact(memory, case):
    write(memory, case)
    (plan,) = memory.of(CrisisPlan)
    assert (plan.subject, plan.warning_signs, plan.calls, plan.written_by) == (
        case.subjects[0], TEXT.warning_signs, (NIGHT,), MARTA,
    )  # fmt: skip
    assert memory.facts == []


def test_a_crisis_plan_is_changed_as_a_whole(memory, case):
    write(memory, case)
    (plan,) = memory.of(CrisisPlan)
    after = crisis.change(case, plan, replace(TEXT, safe_place=None), why("change", MARTA)).states[0]
    assert (after.id, after.safe_place, after.version) == (plan.id, None, 2)


@pytest.mark.parametrize(
    ("text", "subject", "code"),
    [
        (replace(TEXT, calls=(replace(NIGHT, round_the_clock=False),)), None, "crisis-plan-unreachable"),
        (TEXT, person("Zane"), "subject-unknown"),
    ],
)
def test_a_crisis_plan_that_would_help_nobody(memory, case, text, subject, code):
    with pytest.raises(Refusal, match=code):
        write(memory, case, text, subject)


def test_there_is_one_crisis_plan_for_each_person(memory, case):
    write(memory, case)
    with pytest.raises(Refusal, match="crisis-plan-exists"):
        write(memory, case)
