"""A place is used: the service starts, rests, goes on and ends; or somebody waits no longer."""

from datetime import datetime, timedelta

from services.cases.domain.places.line import Line, said
from services.cases.domain.places.offering import fill
from services.cases.domain.requests.acts import HOLDS, RequestAct, require
from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.request_codes import InterruptionReason, ServiceEndReason, ServiceResult
from shared.contracts.requests import ServiceEnded, ServiceInterrupted, ServiceResumed, ServiceStarted
from shared.decision import Decision, Refusal

_BY_ITSELF = (ServiceEndReason.RENEWED, ServiceEndReason.CASE_CLOSED, ServiceEndReason.CASE_DUPLICATE)
"""Nobody enters these: something else says so."""


def start(
    line: Line, request: ServiceRequest, started_at: datetime | None, ends_at: datetime | None
) -> tuple[Line, Decision]:
    """They receive the service. Raises Refusal for times that cannot be."""
    require(request, RequestAct.START)
    began = started_at or line.now
    if not request.decided_at <= began <= line.now:
        raise _wrong_time("/started_at", "A service starts after its request was decided, and not in the future.")
    return said(line, request, started(line, request, began, ends_at))


def started(line: Line, request: ServiceRequest, began: datetime, ends_at: datetime | None) -> ServiceStarted:
    """The fact of it, with when the renewal has to be thought of. Raises Refusal for an end that is over."""
    if ends_at and ends_at <= max(began, line.now):
        raise _wrong_time("/ends_at", "A service runs out after it has begun, and in the future.")
    renewal = max(line.now, ends_at - timedelta(days=line.rule.renewal_notice_days)) if ends_at else None
    return ServiceStarted(
        request=request.id, case=request.case_id, offer=request.offer, started_at=began, ends_at=ends_at,
        renewal_due=renewal,
    )  # fmt: skip


def interrupt(line: Line, request: ServiceRequest, reason: InterruptionReason) -> tuple[Line, Decision]:
    """They do not use it for a time. The place stays theirs."""
    require(request, RequestAct.INTERRUPT)
    fact = ServiceInterrupted(
        request=request.id, case=request.case_id, offer=request.offer, reason=reason, interrupted_at=line.now
    )  # fmt: skip
    return said(line, request, fact)


def resume(line: Line, request: ServiceRequest) -> tuple[Line, Decision]:
    """They use it again."""
    require(request, RequestAct.RESUME)
    fact = ServiceResumed(request=request.id, case=request.case_id, offer=request.offer, resumed_at=line.now)
    return said(line, request, fact)


def end(
    line: Line, request: ServiceRequest, reason: ServiceEndReason, result: ServiceResult | None
) -> tuple[Line, Decision]:
    """They receive it no longer, or wait no longer. A place that becomes free is offered to whoever is next.

    Raises Refusal for a result of what never began, and for an end of what did without one.
    """
    require(request, RequestAct.END)
    if (request.started_at is None) != (result is None):
        raise Refusal(
            code="result-of-service", title="A service that began ends with its result",
            detail="Send `result` when the service has begun, and leave it out when it has not.",
            pointers=(("/result", "belongs to a service that has begun"),),
        )  # fmt: skip
    if reason in _BY_ITSELF or (reason is ServiceEndReason.COMPLETED and request.started_at is None):
        raise Refusal(
            code="end-reason", title="It does not end for that reason",
            detail="What never began is not completed; what is renewed, or whose case ends, ends by that.",
            pointers=(("/reason", "does not fit how it stands"),),
        )  # fmt: skip
    after, changed = said(line, request, ended(line, request, reason, result))
    if request.state not in HOLDS:
        return after, changed
    last, offered = fill(after)
    return last, changed + offered


def ended(line: Line, request: ServiceRequest, reason: ServiceEndReason, result: ServiceResult | None) -> ServiceEnded:
    return ServiceEnded(
        request=request.id, case=request.case_id, offer=request.offer, reason=reason, ended_at=line.now, result=result
    )  # fmt: skip


def can_go_on(request: ServiceRequest | None) -> bool:
    """Whether a service is received, and so may be renewed."""
    return request is not None and request.state in (RequestState.STARTED, RequestState.INTERRUPTED)


def _wrong_time(pointer: str, detail: str) -> Refusal:
    return Refusal(
        code="service-time", title="That time cannot be", detail=detail,
        pointers=((pointer, "cannot be"),),
    )  # fmt: skip
