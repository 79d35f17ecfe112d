"""What may be done with a request: one table of states and acts, and for each refused act the reason in words."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.request_codes import RequestKind
from shared.decision import Refusal


class RequestAct(StrEnum):
    """What somebody does with a request."""

    DECIDE = "decide"
    ACCEPT = "accept"
    DECLINE = "decline"
    CONFIRM_WAITING = "confirm_waiting"
    START = "start"
    INTERRUPT = "interrupt"
    RESUME = "resume"
    END = "end"


_END = frozenset({RequestAct.END})
ALLOWED: Mapping[RequestState, frozenset[RequestAct]] = MappingProxyType(
    {
        RequestState.REQUESTED: frozenset({RequestAct.DECIDE}) | _END,
        RequestState.WAITING: frozenset({RequestAct.CONFIRM_WAITING}) | _END,
        RequestState.OFFERED: frozenset({RequestAct.ACCEPT, RequestAct.DECLINE}) | _END,
        RequestState.ACCEPTED: frozenset({RequestAct.START}) | _END,
        RequestState.STARTED: frozenset({RequestAct.INTERRUPT}) | _END,
        RequestState.INTERRUPTED: frozenset({RequestAct.RESUME}) | _END,
        RequestState.ENDED: frozenset(),
        RequestState.REFUSED: frozenset(),
    }
)
HOLDS = frozenset(
    {RequestState.OFFERED, RequestState.ACCEPTED, RequestState.STARTED, RequestState.INTERRUPTED}
)  # fmt: skip
"""The states in which somebody holds a place. An interruption keeps it."""
OVER = frozenset({RequestState.ENDED, RequestState.REFUSED})


def require(request: ServiceRequest, act: RequestAct) -> None:
    """Raises the Refusal of an act that is not possible as things stand."""
    if why := refusal(request, act):
        raise why


def refusal(request: ServiceRequest, act: RequestAct) -> Refusal | None:
    """Why an act is not possible as things stand; None when it is."""
    if act in ALLOWED[request.state]:
        return None
    if request.state in OVER:
        again = "request the service anew" if request.kind is RequestKind.NEW else "make a new request"
        return Refusal(
            code="request-over", title="The request is over", detail=f"The request is {request.state}: {again}."
        )  # fmt: skip
    if act in (RequestAct.ACCEPT, RequestAct.DECLINE):
        return Refusal(
            code="no-place-offered", title="No place is offered",
            detail=f"The request is {request.state}: an offer is answered once, and within its time.",
        )  # fmt: skip
    wanted = " or ".join(state for state in RequestState if act in ALLOWED[state])
    return Refusal(
        code="request-state", title="That is not what comes next",
        detail=f"The request is {request.state}; for this it must be {wanted}.",
    )  # fmt: skip
