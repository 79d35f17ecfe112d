"""An assessment is brought in once, answered in parts, signed by whoever made it, and corrected by another one."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.cases.domain import ending
from services.cases.domain.assessments.assessment import Assessment, AssessmentState
from services.cases.domain.case import Case
from shared.contracts.case_codes import RiskReason
from shared.contracts.case_life import RiskAssessed
from shared.contracts.codes import CaseOutcome
from shared.contracts.plan_codes import AssessmentPlace, ClientMark, RiskLevel
from shared.decision import Refusal
from tests.services.cases.assessments.samples import RIGHT, answer, bring, sign, upload
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, opened, person, service
from tests.services.memory import cause

LATER = MONDAY + timedelta(days=2)


@pytest.fixture
def memory():
    return service()


@pytest.fixture
def case(memory):
    found = opened(memory)
    memory.facts.clear()
    return found


def kept(memory, made) -> Assessment:
    return memory.states[Assessment, made.id]


def test_what_was_made_without_a_connection_keeps_when_and_where_and_by_what_it_was_made(memory, case):
    bring(memory, case, upload(), at=LATER)
    one = kept(memory, upload())
    assert (one.made_at, one.received_at, one.place) == (MONDAY, LATER, AssessmentPlace.HOME)
    assert (one.staff, one.checklist, one.checklist_version, one.state) == (MARTA, "home", 1, AssessmentState.DRAFT)
    assert memory.facts == []


def test_the_same_upload_again_is_a_repeat_even_after_it_was_worked_on(memory, case):
    bring(memory, case, upload())
    answer(memory, upload().id, {"heating": "none"})
    again = bring(memory, case, upload(), at=LATER, by=LIGITA)
    assert again.states == ()
    assert kept(memory, upload()).answers == RIGHT | {"heating": "none"}


def test_another_upload_under_the_same_id_is_refused_with_where_the_two_differ(memory, case):
    bring(memory, case, upload(answers=RIGHT | {"notes": "Auksti istabā."}))
    other = upload(place=AssessmentPlace.PHONE, answers={"heating": "none", "children": False, "notes": "Silti."})
    with pytest.raises(Refusal, match="assessment-differs") as refused:
        bring(memory, case, other)
    assert refused.value.pointers == (
        ("/place", "is home here, phone in what you sent"),
        ("/answers/heating", "is poor here, none in what you sent"),
        ("/answers/notes", "differs"),
    )


def test_an_id_of_another_case_reveals_nothing_of_it(memory, case):
    bring(memory, case, upload())
    with pytest.raises(Refusal, match="assessment-differs") as refused:
        bring(memory, opened(memory, "r2"), upload())
    assert refused.value.pointers == (("/id", "belongs to another assessment"),)


def test_a_part_replaces_what_it_names_and_null_takes_an_answer_back(memory, case):
    bring(memory, case, upload())
    answer(memory, upload().id, {"children": True, "left_alone": False})
    answer(memory, upload().id, {"heating": None})
    assert kept(memory, upload()).answers == {"children": True, "left_alone": False}
    assert kept(memory, upload()).version == 3


def test_a_signature_tells_codes_and_points_and_no_word(memory, case):
    bring(memory, case, upload(answers=RIGHT | {"notes": "Auksti."}))
    fact, _ = sign(memory, upload().id, at=LATER).facts
    assert (fact.checklist, fact.checklist_version, fact.staff, fact.client) == ("home", 1, MARTA, ClientMark.SIGNED)
    assert (fact.score, fact.score_of, fact.risk, fact.made_at) == (2, 5, RiskLevel.LOW, MONDAY)
    assert "Auksti" not in fact.encode().decode()
    assert kept(memory, upload()).state is AssessmentState.SIGNED


def test_a_correction_replaces_and_the_old_answers_stay(memory, case):
    bring(memory, case, upload())
    sign(memory, upload().id)
    new = upload("two", replaces=upload().id, answers=RIGHT | {"heating": "none"})
    bring(memory, case, new)
    fact, _ = sign(memory, new.id).facts
    old = kept(memory, upload())
    assert (old.state, old.replaced_by, old.answers) == (AssessmentState.REPLACED, new.id, RIGHT)
    assert (fact.replaces, kept(memory, new).state) == (old.id, AssessmentState.SIGNED)


def test_a_score_makes_the_risk_of_its_case_higher_and_never_lower(memory, case):
    for name, answers in (("high", {"children": True, "left_alone": True, "how_long": 1}), ("low", RIGHT)):
        bring(memory, case, upload(name, answers={"heating": "works"} | answers))
        sign(memory, upload(name).id)
    now = memory.states[Case, case.id]
    assert (now.risk, now.risk_reasons) == (RiskLevel.HIGH, (RiskReason.NO_SUPERVISION,))
    told = [fact for fact in memory.facts if isinstance(fact, RiskAssessed)]
    assert [(fact.level, fact.assessment) for fact in told] == [(RiskLevel.HIGH, upload("high").id)]


def closed(memory, case) -> Case:
    ref = (Case, case.id)
    memory.take([ref], lambda world: ending.close(world.get(*ref), CaseOutcome.OTHER, cause("close", MONDAY)))
    return memory.states[ref]


@pytest.mark.parametrize(
    ("made", "code", "pointers"),
    [
        (upload(checklist="garden"), "checklist-unknown", ["/checklist"]),
        (upload(checklist_version=7), "checklist-version-unknown", ["/checklist_version"]),
        (upload(made_at=MONDAY + timedelta(minutes=6)), "assessment-time-impossible", ["/made_at"]),
        (upload(made_at=MONDAY - timedelta(seconds=1)), "assessment-time-impossible", ["/made_at"]),
        (upload(subject=person("Zane")), "subject-unknown", ["/subject"]),
        (upload(checklist="person"), "subject-unknown", ["/subject"]),
        (upload(replaces=uuid4()), "assessment-elsewhere", ["/replaces"]),
        (upload(answers={"heating": 3, "odd": 1}), "answer-of-wrong-kind", ["/answers/heating", "/answers/odd"]),
    ],
    ids=[
        "by a checklist that nobody knows",
        "by a version that nobody knows",
        "made in the future",
        "made before the case was opened",
        "about somebody of another case",
        "about nobody, where a person is meant",
        "a correction of nothing",
        "answers of the wrong kind",
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_brought_in(memory, case, made, code, pointers):
    before = dict(memory.states)
    with pytest.raises(Refusal) as refused:
        bring(memory, case, made)
    assert (refused.value.code, [where for where, _ in refused.value.pointers]) == (code, pointers)
    assert memory.states == before


def by_another(memory):
    sign(memory, upload().id, by=LIGITA)


def unanswered(memory):
    answer(memory, upload().id, {"heating": None, "children": True})
    sign(memory, upload().id)


def twice(memory):
    sign(memory, upload().id)
    sign(memory, upload().id)


def answered_after(memory):
    sign(memory, upload().id)
    answer(memory, upload().id, {"heating": "none"})


def corrected_twice(memory):
    sign(memory, upload().id)
    for name in ("two", "three"):
        bring(memory, memory.of(Case)[0], upload(name, replaces=upload().id))
    sign(memory, upload("two").id)
    sign(memory, upload("three").id)


def corrected_as_a_draft(memory):
    bring(memory, memory.of(Case)[0], upload("two", replaces=upload().id))


def signed_after_closing(memory):
    closed(memory, memory.of(Case)[0])
    sign(memory, upload().id)


@pytest.mark.parametrize(
    ("act", "code", "status", "pointers"),
    [
        (by_another, "assessment-not-yours", 403, []),
        (unanswered, "assessment-incomplete", 409, ["/answers/heating", "/answers/left_alone"]),
        (twice, "assessment-signed", 409, []),
        (answered_after, "assessment-signed", 409, []),
        (corrected_twice, "assessment-not-replaceable", 409, ["/replaces"]),
        (corrected_as_a_draft, "assessment-not-replaceable", 409, ["/replaces"]),
        (signed_after_closing, "case-closed", 409, []),
    ],
)
def test_refused(memory, case, act, code, status, pointers):
    bring(memory, case, upload())
    with pytest.raises(Refusal) as refused:
        act(memory)
    assert (refused.value.code, refused.value.status) == (code, status)
    assert sorted(where for where, _ in refused.value.pointers) == pointers


def test_nothing_is_brought_into_a_closed_case(memory, case):
    with pytest.raises(Refusal, match="case-closed"):
        bring(memory, closed(memory, case), upload())


def test_an_account_that_is_nobody_s_of_the_staff_makes_no_assessment(memory, case):
    with pytest.raises(Refusal, match="account-not-staff") as refused:
        bring(memory, case, upload(), by="service:cases")
    assert refused.value.status == 403
