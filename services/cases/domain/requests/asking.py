"""A service is requested, anew or to go on, and the request is decided in time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case
from services.cases.domain.catalogue.eligibility import reasons_against
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.groups import groups_of
from services.cases.domain.places.front import InLine, in_line
from services.cases.domain.places.line import Line, asking, said
from services.cases.domain.places.offering import may_be_next, next_check
from services.cases.domain.places.rules import PlaceRules
from services.cases.domain.places.using import can_go_on, ended, started
from services.cases.domain.requests.acts import RequestAct, require
from services.cases.domain.requests.request import ServiceRequest, evolve
from services.cases.domain.work import must_be_about, must_be_open
from shared.calendar import RIGA, Calendar
from shared.contracts.codes import Priority
from shared.contracts.request_codes import (
    RefusalReason,
    RequestDecision,
    RequestKind,
    ServiceEndReason,
    ServiceResult,
)
from shared.contracts.requests import ServiceDecided, ServiceRequested
from shared.decision import Cause, Decision, Refusal, World


@dataclass(frozen=True, slots=True)
class Wish:
    """What is requested. `age` is in years on that day, and kept nowhere; so are the groups."""

    person: UUID
    offer: UUID
    urgency: Priority
    points: int = 0
    age: int | None = None
    groups: Collection[str] = ()
    renews: UUID | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided; `ends_at` is until when a renewed service goes on."""

    decision: RequestDecision
    reason: RefusalReason | None = None
    ends_at: datetime | None = None


def request_id(cause: Cause) -> UUID:
    """The request that a command makes."""
    return cause.derive("service-request")


def request(
    world: World,
    case: Case,
    wish: Wish,
    place: ServiceAtLocation | None,
    service: Service | None,
    cause: Cause,
    rules: PlaceRules,
    calendar: Calendar,
) -> Decision:
    """Ask for a service for somebody of a case; a task tells until when it must be decided.

    Raises Refusal for whom it is not, for what is not offered, and for a renewal of what nobody receives.
    """
    must_be_open(case)
    day = cause.time.astimezone(RIGA).date()
    must_be_about(case, wish.person)
    if place is None or service is None or not place.active:
        raise Refusal(
            code="offer-unknown", title="That is not offered",
            detail="Take a service at a location from the catalogue.",
            pointers=(("/offer", "is nothing that is offered"),),
        )  # fmt: skip
    if against := reasons_against(service, wish.age, {*wish.groups, *groups_of(case)}, day):
        raise Refusal(
            code="not-eligible", title="The service is not for them", rule=service.source or None,
            detail=f"What speaks against it: {', '.join(against)}.", pointers=_pointers(against),
        )  # fmt: skip
    if wish.renews and not _renewable(world.get(ServiceRequest, wish.renews), wish):
        raise Refusal(
            code="nothing-to-renew", title="There is nothing to renew",
            detail="Name in `renews` the request by which they receive this service now; else request it anew.",
            pointers=(("/renews", "is no request by which they receive this service"),),
        )  # fmt: skip
    fact = ServiceRequested(
        request=request_id(cause), case=case.id, person=wish.person, offer=place.id, service=service.code,
        kind=RequestKind.RENEWAL if wish.renews else RequestKind.NEW, urgency=wish.urgency, points=wish.points,
        requested_at=cause.time, renews=wish.renews,
        decide_by=calendar.due(cause.time, rules.decided_by(service.code, day).decide_within),
    )  # fmt: skip
    after = evolve(None, fact)
    return Decision((after,), (fact,)) + asking(world, None, after, cause)


def decide(line: Line, request: ServiceRequest, verdict: Verdict, rules: PlaceRules) -> tuple[Line, Decision]:
    """Grant it or refuse it. Whoever is granted something new waits for a place; what is renewed goes on in its own.

    Raises Refusal for a refusal without its reason, for who is in line already, and for a renewal of what has ended.
    """
    require(request, RequestAct.DECIDE)
    refused = verdict.decision is RequestDecision.REFUSED
    renewal = request.kind is RequestKind.RENEWAL and not refused
    if refused != (verdict.reason is not None):
        raise Refusal(
            code="refusal-without-reason", title="A refusal has its reason",
            detail="Send `reason` when you refuse it, and leave it out when you grant it.",
            pointers=(("/reason", "belongs to a refusal, and to it only"),),
        )  # fmt: skip
    if verdict.ends_at and not renewal:
        raise Refusal(
            code="ends-with-renewal", title="Only what is renewed has its end now",
            detail="Leave `ends_at` out: it is said when the service starts.",
            pointers=(("/ends_at", "belongs to a renewal that is granted"),),
        )  # fmt: skip
    if not refused and not renewal and _stands(line, request):
        raise Refusal(
            code="in-line-already", title="They are in line already",
            detail="They wait for this service, or receive it: nobody takes two places. Refuse it, or end the other.",
        )  # fmt: skip
    rule = rules.decided_by(request.service, line.now.astimezone(RIGA).date())
    decided = ServiceDecided(
        request=request.id, case=request.case_id, offer=request.offer, decision=verdict.decision,
        decided_at=line.now, decided_by=staff_of(line.cause), reason=verdict.reason,
        contest_by=line.calendar.due(line.now, rule.contest_within),
        check_due=None if refused or renewal else next_check(line),
    )  # fmt: skip
    if renewal:
        return _go_on(line, request, decided, verdict.ends_at)
    after, changed = said(line, request, decided)
    return after, changed + (Decision() if refused else may_be_next(after))


def _go_on(
    line: Line, request: ServiceRequest, decided: ServiceDecided, ends_at: datetime | None
) -> tuple[Line, Decision]:
    """The old request ends and the new one takes its place in one step, so that nobody else is offered it."""
    before = line.world.get(ServiceRequest, request.renews)
    if not can_go_on(before):
        raise Refusal(
            code="nothing-to-renew", title="There is nothing to renew",
            detail="The service has ended meanwhile: refuse the renewal, and request the service anew.",
        )  # fmt: skip
    over, ends = said(line, before, ended(line, before, ServiceEndReason.RENEWED, ServiceResult.NOT_ASSESSED))
    last, begins = said(over, request, decided, started(over, request, line.now, ends_at))
    return last, ends + begins


def _stands(line: Line, request: ServiceRequest) -> bool:
    """Whether they stand in the queue with another request."""
    return line.world.get(InLine, in_line(request.offer, request.person)).request is not None


def _renewable(before: ServiceRequest | None, wish: Wish) -> bool:
    return can_go_on(before) and (before.person, before.offer) == (wish.person, wish.offer)


def _pointers(against: Collection[str]) -> tuple[tuple[str, str], ...]:
    of = {"too_young": "/age", "too_old": "/age", "age_unknown": "/age", "another_group": "/groups"}
    return tuple((of.get(reason, "/offer"), f"speaks against it: {reason}") for reason in against)
