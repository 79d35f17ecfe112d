"""What the API takes and shows of requests for services."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from services.cases.api.shape import View, taking
from services.cases.documents.decisions import Language
from services.cases.domain.places.position import Position, Standing
from services.cases.domain.requests.acts import RequestAct
from services.cases.domain.requests.request import RequestState
from services.cases.labels import Label
from shared.contracts.catalogue_codes import CapacityPart, ServiceGroup
from shared.contracts.codes import Priority
from shared.contracts.fields import RuleCode
from shared.contracts.request_codes import (
    InterruptionReason,
    PlaceDeclineReason,
    RefusalReason,
    RequestDecision,
    RequestKind,
    ServiceEndReason,
    ServiceResult,
    WaitingCriterion,
)
from shared.contracts.text import line, prose
from shared.decision import Refusal
from shared.http.written import ClockTime


class RequestView(View):
    """A request for a service."""

    id: UUID
    case_id: UUID
    person: UUID
    """For whom; names by intake's `POST /v1/people/read`."""
    offer: UUID | None
    """The service at a location; none when that is sensitive, and stays with few."""
    service: RuleCode | None
    kind: RequestKind
    urgency: Priority
    points: int
    requested_at: datetime
    """Since when they wait."""
    decide_by: datetime
    renews: UUID | None
    """The request whose service is to go on."""
    state: RequestState
    decided_at: datetime | None
    decided_by: UUID | None
    refused_for: RefusalReason | None
    contest_by: datetime | None
    """Until when the decision may be contested."""
    asked_until: datetime | None
    """They are asked whether they still wait; until when an answer is waited for."""
    unreachable_since: datetime | None
    """Nobody has reached them since then. They keep their turn, and are offered no place until they are heard of."""
    postponed_until: datetime | None
    answer_due: datetime | None
    """Until when the place is kept that is offered to them."""
    declined_for: PlaceDeclineReason | None
    """Why they did not take the last place that was offered."""
    started_at: datetime | None
    ends_at: datetime | None
    interrupted_for: InterruptionReason | None
    ended_at: datetime | None
    ended_for: ServiceEndReason | None
    result: ServiceResult | None
    version: int
    """Send it as If-Match with the next change."""


class RequestActionView(View):
    """An act: possible, or why it is not."""

    act: RequestAct
    allowed: bool
    code: str | None = Field(examples=["request-over"])
    """The problem that the act would be answered with."""
    why: str | None
    """In words."""

    @classmethod
    def of(cls, act: RequestAct, no: Refusal | None) -> Self:
        return cls(act=act, allowed=no is None, code=no and no.code, why=no and no.detail)


class RequestDetail(RequestView):
    """A request with what may be done next, and how its decision is contested."""

    actions: list[RequestActionView]
    decision_document: UUID | None
    """The decision as it was issued, by `POST /v1/requests/{service_request}/decision-document`."""
    contest: Label | None
    """Where the decision is contested; none before it."""
    contest_source: str | None
    """Where that rule comes from."""


class AheadView(View):
    """How many stand before somebody because of one criterion."""

    criterion: WaitingCriterion
    count: int

    @classmethod
    def of_all(cls, position: Position) -> list[Self]:
        """By what those ahead of a position stand there, and how many by each."""
        return [cls(criterion=what, count=count) for what, count in position.ahead.items()]


class PositionView(View):
    """Where somebody stands in the queue at an instant, and why."""

    at: datetime
    number: int
    """1 is next."""
    of: int
    """How many wait."""
    standing: Standing
    ahead: list[AheadView]
    """Why others stand before them; the counts add up to `number` less one."""
    ready_ahead: int
    """How many of those may be offered a place before them, as things stand."""
    order: list[WaitingCriterion]
    """By what the queue is ordered."""
    rule: RuleCode
    """The rule that says so."""
    source: str
    """Where it comes from."""
    missing: list[CapacityPart]
    """What no more can be taken for; empty when a place is free."""


class AskForService(BaseModel):
    """What is requested for whom. Send `renews` for a service that is to go on."""

    model_config = taking(
        person="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03", offer="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e04",
        urgency="routine", age=9,
    )  # fmt: skip

    person: UUID
    """One of the case's `subjects`."""
    offer: UUID
    """A service at a location, of the catalogue."""
    urgency: Priority = Priority.ROUTINE
    points: int = Field(0, ge=0, le=1000)
    """The points that the municipality's rules give."""
    age: int | None = Field(None, ge=0, le=130)
    """In years. It is compared with what the service is for, and kept nowhere."""
    groups: Annotated[list[ServiceGroup], Field(max_length=20)] = []
    """Groups they belong to besides those that the case shows; compared, and kept nowhere."""
    renews: UUID | None = None
    """The request by which they receive the service now."""


class Decide(BaseModel):
    """What is decided."""

    model_config = taking(decision="granted")

    decision: RequestDecision
    reason: RefusalReason | None = None
    """Why it is refused."""
    ends_at: ClockTime | None = None
    """Until when a renewed service goes on."""


class IssueDecision(BaseModel):
    """What a decision says besides what is known of the request. These words stand in the sealed document only."""

    model_config = taking(addressee="Ilze Sniedze", signed_by="Ligita Krūmiņa", language="en")

    addressee: line(200)
    """To whom it is addressed."""
    signed_by: line(200)
    """Who signs it."""
    considered: prose(10_000) | None = None
    """What was considered in this case; needed where the reason of a refusal is `other`."""
    language: Language | None = None
    """The language in which it is said once more: the Latvian text is the decision."""


class Decline(BaseModel):
    """Why the offered place is not taken. Whoever postpones keeps their turn; whoever refuses waits no longer."""

    model_config = taking(reason="postponed", until="2027-01-15T09:00:00+02:00")

    reason: Literal[PlaceDeclineReason.POSTPONED, PlaceDeclineReason.CLIENT_REFUSED, PlaceDeclineReason.PLACE_CLOSED]
    until: ClockTime | None = None
    """Until when whoever postpones is offered no place."""


class StillWaits(BaseModel):
    """They were reached, and still wait."""

    model_config = taking(until="2027-01-15T09:00:00+02:00")

    until: ClockTime | None = None
    """They wish to be offered no place before; left out, they are ready."""


class StartService(BaseModel):
    """The service begins."""

    model_config = taking(ends_at="2027-05-31T21:00:00Z")

    started_at: ClockTime | None = None
    """When it began, if that was not now."""
    ends_at: ClockTime | None = None
    """When it runs out unless it is renewed; left out, it has no end."""


class Interrupt(BaseModel):
    """Why it rests. The place stays theirs."""

    model_config = taking(reason="in_hospital")

    reason: InterruptionReason


class EndService(BaseModel):
    """Why it ends, or why they wait no longer; with its result when it has begun."""

    model_config = taking(reason="completed", result="goals_met")

    reason: ServiceEndReason
    result: ServiceResult | None = None
