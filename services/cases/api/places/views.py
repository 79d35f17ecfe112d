"""What the API shows of places and queues."""

from datetime import datetime
from typing import Self
from uuid import UUID

from services.cases.api.requests.views import AheadView
from services.cases.api.shape import View
from services.cases.domain.places.listed import Entry
from services.cases.domain.places.position import Position, Standing
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.codes import Priority
from shared.contracts.fields import RuleCode
from shared.contracts.request_codes import WaitingCriterion


class OccupancyView(View):
    """What there is of an offer, who uses it, and how many wait."""

    offer: UUID
    service: UUID
    location: UUID
    code: RuleCode
    """The code of the service."""
    usable: int | None
    """How many people can be taken; none where nothing limits them."""
    offered: int
    used: int
    """Accepted, received or interrupted."""
    free: int | None
    """Below 0 fewer can be taken than are: some were closed since."""
    waiting: int
    ready: int
    """How many of those who wait may be offered a place now."""
    waits_longest_since: datetime | None
    missing: list[CapacityPart]
    """What no more can be taken for: rooms, staff or places; empty while somebody can be taken."""


class EntryView(View):
    """Somebody who waits."""

    number: int
    request: UUID | None
    """None when the service is sensitive and you may not know who has to do with it."""
    mine: bool
    """Whether you see the case: `GET /v1/requests/{request}` says who it is."""
    urgency: Priority
    points: int
    since: datetime
    standing: Standing
    postponed_until: datetime | None
    ahead: list[AheadView]

    @classmethod
    def of(cls, entry: Entry, found: Position, *, mine: bool, known: bool) -> Self:
        return cls(
            number=found.number, request=entry.request if known else None, mine=mine, urgency=entry.urgency,
            points=entry.points, since=entry.since, standing=found.standing, postponed_until=entry.postponed_until,
            ahead=AheadView.of_all(found),
        )  # fmt: skip


class QueueView(View):
    """Who waits for an offer at an instant, in their order."""

    at: datetime
    occupancy: OccupancyView
    order: list[WaitingCriterion]
    rule: RuleCode
    source: str
    next: UUID | None
    """To whom a place would be offered next."""
    entries: list[EntryView]
    more: str | None
    """The `cursor` of the next page; null on the last one."""


class OfferedView(View):
    """To whom the place was offered."""

    request: UUID
    answer_due: datetime
