"""What may be done with a case: one table of states and acts, and for each refused act the reason in words.

A thing that other rooms make move the case too (`progress.reach`): a drafted plan, an approved one.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.cases.domain.case import Case, CaseState
from shared.decision import Refusal


class Act(StrEnum):
    """What somebody does with a case."""

    ASSIGN = "assign"
    SET_DEPUTY = "set_deputy"
    COUNT = "count"
    ASSESS_RISK = "assess_risk"
    BEGIN_ASSESSMENT = "begin_assessment"
    BEGIN_SERVICES = "begin_services"
    BEGIN_REVIEW = "begin_review"
    PLAN_VISIT = "plan_visit"
    ASK_COLLEAGUE = "ask_colleague"
    ADD_PARTICIPANT = "add_participant"
    GRANT_ACCESS = "grant_access"
    SUSPEND = "suspend"
    RESUME = "resume"
    REQUEST_CLOSURE = "request_closure"
    APPROVE_CLOSURE = "approve_closure"
    RETURN_CLOSURE = "return_closure"
    CLOSE = "close"
    REOPEN = "reopen"
    MARK_DUPLICATE = "mark_duplicate"
    UNMARK_DUPLICATE = "unmark_duplicate"


_NEXT: Mapping[CaseState, frozenset[Act]] = MappingProxyType(
    {
        CaseState.OPEN: frozenset(),
        CaseState.ASSIGNED: frozenset({Act.BEGIN_ASSESSMENT}),
        CaseState.REOPENED: frozenset({Act.BEGIN_ASSESSMENT}),
        CaseState.ASSESSMENT: frozenset(),
        CaseState.PLAN_DRAFT: frozenset({Act.BEGIN_ASSESSMENT}),
        CaseState.PLAN_APPROVED: frozenset({Act.BEGIN_SERVICES, Act.BEGIN_ASSESSMENT}),
        CaseState.SERVICES: frozenset({Act.BEGIN_REVIEW, Act.BEGIN_ASSESSMENT}),
        CaseState.REVIEW: frozenset({Act.BEGIN_SERVICES, Act.BEGIN_ASSESSMENT}),
    }
)
"""The stages that a case is moved to by hand; services follow an assessment and an approved plan."""

_ENDS = frozenset({Act.REQUEST_CLOSURE, Act.APPROVE_CLOSURE, Act.RETURN_CLOSURE, Act.CLOSE, Act.MARK_DUPLICATE})
_ABOUT = frozenset(
    {
        Act.ASSIGN, Act.SET_DEPUTY, Act.COUNT, Act.ASSESS_RISK, Act.ASK_COLLEAGUE, Act.ADD_PARTICIPANT,
        Act.GRANT_ACCESS,
    }
)  # fmt: skip

ALLOWED: Mapping[CaseState, frozenset[Act]] = MappingProxyType(
    {
        **{state: _ABOUT | _ENDS | {Act.SUSPEND, Act.PLAN_VISIT} | following for state, following in _NEXT.items()},
        CaseState.SUSPENDED: _ABOUT | _ENDS | {Act.RESUME},
        CaseState.CLOSED: frozenset({Act.REOPEN}),
        CaseState.DUPLICATE: frozenset({Act.UNMARK_DUPLICATE}),
    }
)
_ENDING = frozenset({Act.REQUEST_CLOSURE, Act.APPROVE_CLOSURE, Act.CLOSE, Act.MARK_DUPLICATE})


def require(case: Case, act: Act) -> None:
    """Raises the Refusal of an act that is not possible as things stand."""
    if why := refusal(case, act):
        raise why


def refusal(case: Case, act: Act) -> Refusal | None:
    """Why an act is not possible as things stand; None when it is."""
    if act not in ALLOWED[case.state]:
        return _state_is_in_the_way(case, act)
    if act in (Act.PLAN_VISIT, Act.SET_DEPUTY) and case.staff is None:
        return Refusal(
            code="case-unassigned",
            title="Nobody has the case",
            detail=f"Assign the case before {'planning a visit' if act is Act.PLAN_VISIT else 'naming a deputy'}.",
        )
    if act in _ENDING and (why := _still_open(case)):
        return why
    if act is Act.REQUEST_CLOSURE and case.wished_outcome:
        return Refusal(
            code="closure-requested", title="Closing is asked for already",
            detail="A supervisor has yet to approve or return it.",
        )  # fmt: skip
    if act in (Act.APPROVE_CLOSURE, Act.RETURN_CLOSURE) and case.wished_outcome is None:
        return Refusal(
            code="closure-not-requested", title="Nobody asks to close the case",
            detail="Whoever works on the case asks to close it first.",
        )  # fmt: skip
    return None


def over(case: Case) -> Refusal | None:
    """Why nothing is done with a case any more; None while it is worked on."""
    if case.state is CaseState.CLOSED:
        return Refusal(
            code="case-closed", title="The case is closed",
            detail="Nothing about it changes any more: reopen it with a reason, or open a new one.",
        )  # fmt: skip
    if case.state is CaseState.DUPLICATE:
        return Refusal(
            code="case-duplicate", title="The case is a duplicate",
            detail="The work goes on in the case that it is a duplicate of (`duplicate_of`): do it there.",
        )  # fmt: skip
    return None


def _still_open(case: Case) -> Refusal | None:
    if case.open_visits:
        return Refusal(
            code="visits-open", title="Visits are still planned",
            detail=f"{len(case.open_visits)} planned visit(s): complete, miss or cancel each before closing the case.",
        )  # fmt: skip
    if case.open_duties:
        return Refusal(
            code="duties-open", title="Statutory tasks are still open",
            detail=f"{len(case.open_duties)} statutory task(s): do each before closing the case.",
        )  # fmt: skip
    return None


def _state_is_in_the_way(case: Case, act: Act) -> Refusal:
    if why := over(case):
        return why
    if case.state is CaseState.SUSPENDED:
        return Refusal(code="case-suspended", title="The work on the case rests", detail="Resume the case before that.")
    stands = " or ".join(state for state in CaseState if act in ALLOWED[state])
    return Refusal(
        code="not-at-this-stage", title="The case is not at that stage",
        detail=f"The case is {case.state}; this follows when it is {stands}.",
    )  # fmt: skip
