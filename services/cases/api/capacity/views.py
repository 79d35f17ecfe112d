"""What the API shows and takes of capacity. Nobody's data: counts of rooms, positions and places."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field, Json, model_validator

from services.cases.api.shape import View, taking_where
from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.capacity.expected import Turnover, expected_days
from services.cases.domain.capacity.usable import Usable, usable
from shared.contracts.catalogue_codes import CapacityPart, ServiceKind
from shared.contracts.codes import StaffRole
from shared.http.written import Instant


class NameView(View):
    """A public name."""

    lv: str
    en: str
    lt: str


class AmountView(View):
    """How much there is of one part."""

    count: int
    serves: int
    """For how many people one of it is enough."""
    people: int
    """For how many all of it is."""
    from_at: datetime
    """Since when."""


class UsableView(View):
    """What can be used at an instant: the least of the three, and which of them that is."""

    at: datetime
    rooms: AmountView | None
    """Null where rooms or equipment do not matter."""
    staff: AmountView | None
    places: AmountView | None
    usable: int | None
    """For how many people there is all of it; null where nothing limits them."""
    used: int
    """How many places are offered or taken, as things stand now."""
    free: int | None
    """How many more can be taken; never below 0."""
    overbooked_by: int
    """By how many more is used than can be: nobody is put out, and nobody new comes in."""
    bottleneck: list[CapacityPart]
    """The parts that are least: a full house is held back by places, an empty room by staff."""
    is_full: bool
    """Whether all that can be used is used; never where there is nobody or nothing to use."""

    @classmethod
    def of(cls, capacity: Capacity, at: datetime, used: int) -> Self:
        found: Usable = usable(capacity, at)
        free = None if found.people is None else found.people - used
        return cls(
            at=at, rooms=found.rooms and AmountView.model_validate(found.rooms),
            staff=found.staff and AmountView.model_validate(found.staff),
            places=found.places and AmountView.model_validate(found.places), usable=found.people, used=used,
            free=None if free is None else max(free, 0), overbooked_by=max(-(free or 0), 0),
            bottleneck=list(found.bottleneck), is_full=bool(found.people) and free is not None and free <= 0,
        )  # fmt: skip


class SaidView(View):
    """What was said of one part, from when on."""

    part: CapacityPart
    count: int | None
    """Null: the plan for that instant was called off."""
    serves: int
    from_at: datetime
    said_at: datetime
    by: UUID | None
    configured: bool
    """Whether the configuration said it."""


class OfferRow(BaseModel):
    """A row of what a capacity is of."""

    offer: UUID
    service: UUID
    service_code: str
    service_name: Json[NameView]
    kind: ServiceKind
    place_code: str
    place_name: Json[NameView]
    organization: UUID
    organization_code: str
    unit: UUID | None
    role: StaffRole | None
    said: Json[tuple[Said, ...]]
    used: int
    version: int

    @property
    def capacity(self) -> Capacity:
        return Capacity(self.offer, self.service, self.said, self.version)


class CapacityView(View):
    """The capacity of a service at a place."""

    offer: UUID
    """The service at this place."""
    service: UUID
    service_code: str
    service_name: NameView
    kind: ServiceKind
    place_code: str
    place_name: NameView
    organization: UUID
    organization_code: str
    now: UsableView
    then: UsableView | None
    """At the instant that was asked for."""
    waiting: int
    """How many wait."""
    median_waited_days: float | None
    """Half of those who began in the last year waited no longer than that; null where nobody began."""
    expected_days: int | None
    """In how many days there is likely to be a place for whoever asks now, by how many left in the last year. Null
    where that cannot be said: nobody left, or nothing can be used."""
    staff_present: int | None
    """How many of the unit's staff with the role of this service are not away on that day; null where the service is
    no unit of ours. What counts is what was said; where the two differ, somebody should look."""
    next_change: datetime | None
    """When the next plan comes true."""
    version: int
    """Send it as If-Match with the next change."""

    @classmethod
    def of(cls, row: OfferRow, now: datetime, then: datetime | None, staff: int | None, turnover: Turnover) -> Self:
        ahead = (one.from_at for part in CapacityPart for one in row.capacity.plans(part) if one.from_at > now)
        same = {name: getattr(row, name) for name in cls.model_fields if name in OfferRow.model_fields}
        return cls(
            **same, now=UsableView.of(row.capacity, now, row.used),
            then=then and UsableView.of(row.capacity, then, row.used), staff_present=staff,
            next_change=min(ahead, default=None), waiting=turnover.waiting,
            median_waited_days=turnover.median_waited_days,
            expected_days=expected_days(usable(row.capacity, now).people, row.used, turnover),
        )  # fmt: skip


class CapacityWithHistory(CapacityView):
    """The same, with everything that was said, the latest first."""

    said: list[SaidView]


class SaidNow(View):
    """A capacity after somebody said how much there is."""

    id: UUID
    said: list[SaidView]
    version: int


_COUNTED_OR_PLANNED = {
    "anyOf": [
        {"properties": {"count": {"type": "integer"}}},
        {"properties": {"from_at": {"type": "string"}}, "required": ["from_at"]},
    ]
}
"""What is called off is a plan, and named by its instant."""


class SayCapacity(BaseModel):
    """How much there is of a part, from when on. A plan for an instant is called off with `count: null`."""

    model_config = taking_where(
        _COUNTED_OR_PLANNED, part="staff", count=2, serves=6, from_at="2126-12-01T00:00:00+02:00"
    )

    part: CapacityPart
    count: int | None = Field(ge=0, le=100_000)
    serves: int = Field(1, ge=1, le=100_000)
    """For how many people one of it is enough."""
    from_at: Instant | None = None
    """None: from now on."""

    @model_validator(mode="after")
    def _plan_is_named(self) -> Self:
        if self.count is None and self.from_at is None:
            raise ValueError("name the instant of the plan that is called off")
        return self
