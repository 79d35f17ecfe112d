"""What a provider is shown: of a request which service and when, of a person what was shared, of capacity its own."""

from datetime import datetime, time
from typing import Self
from uuid import UUID

from pydantic import Field

from services.cases.api.capacity.views import NameView, OfferRow, UsableView
from services.cases.api.requests.views import RequestActionView
from services.cases.api.shape import View
from services.cases.domain.requests.request import RequestState
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.fields import RuleCode
from shared.contracts.people_codes import ContactChannel
from shared.contracts.request_codes import RequestKind


class ProvidedView(View):
    """A request whose place is offered or taken. Who it is, and why, stands elsewhere."""

    id: UUID
    offer: UUID
    """The service at a location."""
    service: RuleCode
    kind: RequestKind
    state: RequestState
    answer_due: datetime | None
    """Until when the place is kept that is offered."""
    accepted_at: datetime | None
    started_at: datetime | None
    ends_at: datetime | None
    """When it runs out unless it is renewed."""
    ended_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


class ProvidedDetail(ProvidedView):
    """The same, with what you may report next."""

    actions: list[RequestActionView]


class ReachView(View):
    """One rule of how they may be reached. All that are shown hold together."""

    forbidden: list[ContactChannel]
    allowed: list[ContactChannel] = Field(default_factory=list)
    """If any is named, these and no others."""
    after: time | None = None
    before: time | None = None


class ExpectedPerson(View):
    """Who is expected. What was not shared with you is null."""

    given_name: str | None = None
    family_name: str | None = None
    address: str | None = None
    phone: str | None = None
    reach: list[ReachView]


class SaidHereView(View):
    """What was said of one part, from when on."""

    part: CapacityPart
    count: int | None
    """Null: the plan for that instant was called off."""
    serves: int
    from_at: datetime
    said_at: datetime


class ProvidedCapacity(View):
    """How much there is of a service at one of your places."""

    offer: UUID
    service_code: str
    service_name: NameView
    place_code: str
    place_name: NameView
    now: UsableView
    said: list[SaidHereView]
    """Everything that was said, the latest first; plans lie ahead."""
    version: int
    """Send it as If-Match with the next change."""

    @classmethod
    def of(cls, row: OfferRow, now: datetime) -> Self:
        same = ("offer", "service_code", "service_name", "place_code", "place_name", "version")
        return cls(
            **{name: getattr(row, name) for name in same}, now=UsableView.of(row.capacity, now, row.used),
            said=[SaidHereView.model_validate(one) for one in reversed(row.said)],
        )  # fmt: skip


class CapacitySaid(View):
    """It was said."""

    id: UUID
    """The service at this place."""
    version: int
