"""What may be done with a visit: one table of states and acts, and for each refused act the reason in words."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.cases.domain.visits.visit import Visit, VisitState
from shared.contracts.codes import VisitMode
from shared.decision import Refusal


class VisitAct(StrEnum):
    """What somebody does with a visit."""

    CONFIRM = "confirm"
    RESCHEDULE = "reschedule"
    START = "start"
    CHECK_IN = "check_in"
    COMPLETE = "complete"
    MISS = "miss"
    CANCEL = "cancel"


OVER = frozenset({VisitState.COMPLETED, VisitState.MISSED, VisitState.CANCELLED})
"""The states that a visit does not leave."""

_BEFORE = frozenset(VisitAct) - {VisitAct.CHECK_IN}

ALLOWED: Mapping[VisitState, frozenset[VisitAct]] = MappingProxyType(
    {
        VisitState.PLANNED: _BEFORE,
        VisitState.CONFIRMED: _BEFORE - {VisitAct.CONFIRM},
        # Whoever stands before a closed door has set out: such a visit is missed, not cancelled.
        VisitState.STARTED: frozenset({VisitAct.CHECK_IN, VisitAct.COMPLETE, VisitAct.MISS}),
        **dict.fromkeys(OVER, frozenset()),
    }
)


def require(visit: Visit, act: VisitAct, mode: VisitMode | None = None) -> None:
    """Raises the Refusal of an act that is not possible as things stand; `mode` is how it really takes place."""
    if why := refusal(visit, act, mode):
        raise why


def refusal(visit: Visit, act: VisitAct, mode: VisitMode | None = None) -> Refusal | None:
    """Why an act is not possible as things stand; None when it is."""
    if act not in ALLOWED[visit.state]:
        return _state_is_in_the_way(visit, act)
    if act is VisitAct.CHECK_IN and visit.check_in_due is None:
        return Refusal(
            code="no-check-in-due", title="Nobody is alone there", detail="Only who is alone on a visit checks in."
        )
    not_begun = visit.state is not VisitState.STARTED
    if act is VisitAct.COMPLETE and not_begun and (mode or visit.mode) is VisitMode.IN_PERSON:
        return Refusal(
            code="visit-not-started", title="The visit has not begun",
            detail="A visit in person begins with its safety checklist: start it, then complete it.",
        )  # fmt: skip
    return None


def _state_is_in_the_way(visit: Visit, act: VisitAct) -> Refusal:
    if visit.state in OVER:
        return Refusal(
            code="visit-over", title="The visit is over", detail=f"The visit is {visit.state}; plan a new one."
        )
    if act is VisitAct.CHECK_IN:
        return Refusal(
            code="visit-not-started", title="The visit has not begun", detail="Start the visit, then check in."
        )
    if act is VisitAct.CONFIRM and visit.state is VisitState.CONFIRMED:
        return Refusal(code="visit-confirmed", title="The visit is confirmed", detail="The visit is confirmed already.")
    return Refusal(
        code="visit-started", title="The visit has begun", detail="The visit has begun: complete it, or miss it."
    )
