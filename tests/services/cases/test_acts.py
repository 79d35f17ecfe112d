"""What may be done with a case in which state: the table of `domain/acts.py`, in words."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.cases.domain.acts import Act, refusal, require
from services.cases.domain.case import CaseState
from shared.contracts.codes import CaseOutcome
from shared.decision import Refusal
from tests.services.cases.samples import MARTA, opened, service

SOMETHING = (UUID(int=7),)

ABOUT = {"assign", "set_deputy", "count", "assess_risk", "ask_colleague", "add_participant", "grant_access"}
ENDS = {"request_closure", "approve_closure", "return_closure", "close", "mark_duplicate"}
WORKED = ABOUT | ENDS | {"suspend", "plan_visit"}


def case(**changed):
    """A case that somebody has, of which closing is wished, so that only its state is in the way."""
    return replace(opened(service()), **{"staff": MARTA, "wished_outcome": CaseOutcome.NEEDS_MET} | changed)


def possible(seen) -> set[str]:
    """The acts that nothing is in the way of; whether closing is wished already is another matter."""
    wishless = replace(seen, wished_outcome=None)
    return {act for act in Act if refusal(wishless if act is Act.REQUEST_CLOSURE else seen, act) is None}


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("open", WORKED),
        ("assigned", WORKED | {"begin_assessment"}),
        ("assessment", WORKED),
        ("plan_draft", WORKED | {"begin_assessment"}),
        ("plan_approved", WORKED | {"begin_assessment", "begin_services"}),
        ("services", WORKED | {"begin_assessment", "begin_review"}),
        ("review", WORKED | {"begin_assessment", "begin_services"}),
        ("reopened", WORKED | {"begin_assessment"}),
        ("suspended", ABOUT | ENDS | {"resume"}),
        ("closed", {"reopen"}),
        ("duplicate", {"unmark_duplicate"}),
    ],
)
def test_what_is_possible_in_each_state(state, acts):
    assert possible(case(state=CaseState(state))) == acts


@pytest.mark.parametrize(
    ("changed", "act", "code"),
    [
        ({"state": CaseState.CLOSED}, Act.ASSIGN, "case-closed"),
        ({"state": CaseState.DUPLICATE}, Act.PLAN_VISIT, "case-duplicate"),
        ({"state": CaseState.SUSPENDED}, Act.PLAN_VISIT, "case-suspended"),
        ({"state": CaseState.ASSIGNED}, Act.BEGIN_SERVICES, "not-at-this-stage"),
        ({"state": CaseState.ASSIGNED}, Act.REOPEN, "not-at-this-stage"),
        ({"staff": None}, Act.PLAN_VISIT, "case-unassigned"),
        ({"staff": None}, Act.SET_DEPUTY, "case-unassigned"),
        ({"open_visits": SOMETHING}, Act.CLOSE, "visits-open"),
        ({"open_visits": SOMETHING}, Act.APPROVE_CLOSURE, "visits-open"),
        ({"open_duties": SOMETHING}, Act.CLOSE, "duties-open"),
        ({"open_duties": SOMETHING}, Act.MARK_DUPLICATE, "duties-open"),
        ({}, Act.REQUEST_CLOSURE, "closure-requested"),
        ({"wished_outcome": None}, Act.APPROVE_CLOSURE, "closure-not-requested"),
        ({"wished_outcome": None}, Act.RETURN_CLOSURE, "closure-not-requested"),
    ],
    ids=str,
)
def test_why_an_act_is_not_possible(changed, act, code):
    with pytest.raises(Refusal) as refused:
        require(case(**changed), act)
    assert refused.value.code == code


def test_an_act_that_does_not_follow_says_when_it_does():
    why = refusal(case(state=CaseState.ASSESSMENT), Act.BEGIN_SERVICES)
    assert why.detail == "The case is assessment; this follows when it is plan_approved or review."
