"""What cases tells the other services of requests for a service, of places, and of who waits for one."""

from shared.contracts.cases import CasesFact
from shared.contracts.codes import Priority
from shared.contracts.fields import CaseId, Count, Instant, OfferId, PersonId, RuleCode, ServiceRequestId, StaffId
from shared.contracts.request_codes import (
    InterruptionReason,
    PlaceDeclineReason,
    RefusalReason,
    RequestDecision,
    RequestKind,
    ServiceEndReason,
    ServiceResult,
)

OTHERS = ("notifications", "reporting")


class ServiceRequested(CasesFact, type="service-requested", version=1, key="request", to=OTHERS):
    """A service was requested (pieprasījums) for somebody of a case, anew or to go on."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    person: PersonId
    """For whom, as intake's own id."""
    offer: OfferId
    """The service at a location."""
    service: RuleCode
    """The code of the service."""
    kind: RequestKind
    """Whether it is asked for anew, or is to go on."""
    urgency: Priority
    """How urgent it is."""
    points: Count
    """The points that the municipality's rules give."""
    requested_at: Instant
    """When it was requested; who waits does so since then."""
    decide_by: Instant
    """Until when it must be decided."""
    renews: ServiceRequestId | None = None
    """The request whose service is to go on."""


class ServiceDecided(CasesFact, type="service-decided", version=1, key="request", to=OTHERS):
    """A request was decided (lēmums): granted, or refused with a reason and a time to contest it."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    decision: RequestDecision
    """What was decided."""
    decided_at: Instant
    """When."""
    decided_by: StaffId
    """By whom."""
    contest_by: Instant
    """Until when it may be contested."""
    reason: RefusalReason | None = None
    """Why it was refused."""
    check_due: Instant | None = None
    """When whoever waits is asked whether they still do."""


class PlaceOffered(CasesFact, type="place-offered", version=1, key="request", to=OTHERS):
    """The next place was offered to whoever was next in line."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    offered_at: Instant
    """When."""
    answer_due: Instant
    """Until when an answer is waited for."""
    held: Count
    """How many were offered or taken before this one."""
    usable: Count | None = None
    """How many places could be used then; none where nothing limits them."""


class PlaceAccepted(CasesFact, type="place-accepted", version=1, key="request", to=OTHERS):
    """The offered place was accepted in time."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    accepted_at: Instant
    """When."""


class PlaceDeclined(CasesFact, type="place-declined", version=1, key="request", to=OTHERS):
    """The offered place was not taken, and whoever it was offered to waits on."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    reason: PlaceDeclineReason
    """Why."""
    declined_at: Instant
    """When."""
    until: Instant | None = None
    """Until when whoever postponed is offered no place."""
    check_due: Instant | None = None
    """When they are asked whether they still wait; none when nobody reached them."""


class WaitingAsked(CasesFact, type="waiting-asked", version=1, key="request", to=OTHERS):
    """Somebody who waits is to be asked whether they still do."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    asked_at: Instant
    """When."""
    answer_due: Instant
    """Until when an answer is waited for."""


class WaitingConfirmed(CasesFact, type="waiting-confirmed", version=1, key="request", to=OTHERS):
    """Somebody who waits was reached, and still does."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    confirmed_at: Instant
    """When."""
    until: Instant | None = None
    """Until when they wish to be offered no place."""
    check_due: Instant | None = None
    """When they are asked again."""


class WaitingUnanswered(CasesFact, type="waiting-unanswered", version=1, key="request", to=OTHERS):
    """Nobody answered whether they still wait: they keep their place, and are offered none until heard of."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    since: Instant
    """Since when."""


class ServiceStarted(CasesFact, type="service-started", version=1, key="request", to=OTHERS):
    """Somebody receives the service, and uses a place."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    started_at: Instant
    """When it began."""
    ends_at: Instant | None = None
    """When it runs out unless it is renewed."""
    renewal_due: Instant | None = None
    """When its renewal has to be thought of."""


class ServiceInterrupted(CasesFact, type="service-interrupted", version=1, key="request", to=("reporting",)):
    """Somebody does not use their place for a time; it stays theirs."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    reason: InterruptionReason
    """Why."""
    interrupted_at: Instant
    """Since when."""


class ServiceResumed(CasesFact, type="service-resumed", version=1, key="request", to=("reporting",)):
    """Somebody uses their place again."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    resumed_at: Instant
    """Since when."""


class ServiceRenewalDue(CasesFact, type="service-renewal-due", version=1, key="request", to=OTHERS):
    """A service runs out soon, and nobody has asked for it to go on."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    ends_at: Instant
    """When it runs out."""


class ServiceEnded(CasesFact, type="service-ended", version=1, key="request", to=OTHERS):
    """Somebody receives the service no longer, or waits for it no longer; their place is free."""

    request: ServiceRequestId
    """The request."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    reason: ServiceEndReason
    """Why."""
    ended_at: Instant
    """When."""
    result: ServiceResult | None = None
    """What it led to; none when it never began."""
