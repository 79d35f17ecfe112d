"""The request for a service (pakalpojuma pieprasījums): its states, and how each fact changes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts import requests as told
from shared.contracts.codes import Priority
from shared.contracts.fact import Fact
from shared.contracts.request_codes import (
    InterruptionReason,
    PlaceDeclineReason,
    RefusalReason,
    RequestDecision,
    RequestKind,
    ServiceEndReason,
    ServiceResult,
)


class RequestState(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    STARTED = "started"
    INTERRUPTED = "interrupted"
    ENDED = "ended"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """One request for one person of a case, at one offer (a service at a location)."""

    id: UUID
    case_id: UUID
    person: UUID
    offer: UUID
    service: str
    kind: RequestKind
    urgency: Priority
    points: int
    requested_at: datetime
    """Since when they wait: a decision that takes long costs nobody their place."""
    decide_by: datetime
    renews: UUID | None = None
    state: RequestState = RequestState.REQUESTED
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    refused_for: RefusalReason | None = None
    contest_by: datetime | None = None
    check_due: datetime | None = None
    """When they are asked whether they still wait."""
    asked_until: datetime | None = None
    """They were asked; until when an answer is waited for."""
    unreachable_since: datetime | None = None
    """Nobody reached them since then: they keep their place in the queue, and are offered none until they are heard."""
    postponed_until: datetime | None = None
    answer_due: datetime | None = None
    """Until when the place that is offered to them is kept."""
    accepted_at: datetime | None = None
    declined_for: PlaceDeclineReason | None = None
    started_at: datetime | None = None
    ends_at: datetime | None = None
    renewal_due: datetime | None = None
    """When the renewal has to be thought of; none once that was said."""
    interrupted_for: InterruptionReason | None = None
    ended_at: datetime | None = None
    ended_for: ServiceEndReason | None = None
    result: ServiceResult | None = None
    version: int = 1


FACTS: tuple[type[Fact], ...] = (
    told.ServiceRequested, told.ServiceDecided, told.PlaceOffered, told.PlaceAccepted, told.PlaceDeclined,
    told.WaitingAsked, told.WaitingConfirmed, told.WaitingUnanswered, told.ServiceStarted, told.ServiceInterrupted,
    told.ServiceResumed, told.ServiceRenewalDue, told.ServiceEnded,
)  # fmt: skip
"""What changes a request. Other rooms tell facts under its id as well: of hours of care, say."""


def evolve(request: ServiceRequest | None, fact: Fact) -> ServiceRequest:
    """The request after a fact of the service's own."""
    if isinstance(fact, told.ServiceRequested):
        return ServiceRequest(
            fact.request, fact.case, fact.person, fact.offer, fact.service, fact.kind, fact.urgency, fact.points,
            fact.requested_at, fact.decide_by, fact.renews,
        )  # fmt: skip
    return replace(request, version=request.version + 1, **_changed(request, fact))


_HEARD = {"asked_until": None, "unreachable_since": None}


def _changed(request: ServiceRequest, fact: Fact) -> dict:
    match fact:
        case told.ServiceDecided():
            granted = fact.decision is RequestDecision.GRANTED
            said = {"decided_at": fact.decided_at, "decided_by": fact.decided_by, "contest_by": fact.contest_by}
            said |= {"refused_for": fact.reason, "check_due": fact.check_due}
            return said | {"state": RequestState.WAITING if granted else RequestState.REFUSED}
        case told.PlaceOffered():
            return {"state": RequestState.OFFERED, "answer_due": fact.answer_due, "postponed_until": None}
        case told.PlaceAccepted():
            said = {"state": RequestState.ACCEPTED, "accepted_at": fact.accepted_at, "answer_due": None}
            return said | {"check_due": None} | _HEARD
        case told.PlaceDeclined():
            said = {"state": RequestState.WAITING, "answer_due": None, "declined_for": fact.reason}
            said |= {"postponed_until": fact.until, "check_due": fact.check_due}
            match fact.reason:
                case PlaceDeclineReason.NO_ANSWER:
                    return said | {"unreachable_since": fact.declined_at}
                case PlaceDeclineReason.PLACE_CLOSED:
                    return said
            return said | _HEARD
        case told.WaitingAsked():
            return {"asked_until": fact.answer_due, "check_due": None}
        case told.WaitingConfirmed():
            return {"check_due": fact.check_due, "postponed_until": fact.until} | _HEARD
        case told.WaitingUnanswered():
            return {"unreachable_since": fact.since}
        case _:
            return _in_use(request, fact)


def _in_use(request: ServiceRequest, fact: Fact) -> dict:
    match fact:
        case told.ServiceStarted():
            said = {"state": RequestState.STARTED, "started_at": fact.started_at, "ends_at": fact.ends_at}
            return said | {"renewal_due": fact.renewal_due, "check_due": None} | _HEARD
        case told.ServiceInterrupted():
            return {"state": RequestState.INTERRUPTED, "interrupted_for": fact.reason}
        case told.ServiceResumed():
            return {"state": RequestState.STARTED, "interrupted_for": None}
        case told.ServiceRenewalDue():
            return {"renewal_due": None}
        case told.ServiceEnded():
            said = {"state": RequestState.ENDED, "ended_at": fact.ended_at, "ended_for": fact.reason}
            said |= {"result": fact.result, "answer_due": None, "renewal_due": None, "check_due": None}
            return said | {"asked_until": None, "postponed_until": None}
    raise TypeError(f"{fact.type} is not a fact about a request")
