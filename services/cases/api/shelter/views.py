"""What the API takes and shows of night shelters. A guest is an id of one night; nobody's name is asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.shape import View, taking
from services.cases.domain.shelter.night import Night
from services.cases.domain.shelter.rules import NightRule, free_beds, free_for_brought
from shared.contracts.fields import PublicLabel
from shared.contracts.shelter_codes import NightCorrectionReason, ShelterBringer, TurnedAwayReason
from shared.contracts.text import line
from shared.http.written import Day

Counted = Annotated[StrictInt, Field(ge=0, le=10_000)]


class FreeBedsView(View):
    """How many beds are free in a shelter now, for anybody to read."""

    offer: UUID
    name: PublicLabel
    begins_on: date
    """The day on which the night begins."""
    free: int | None
    """For whoever comes by themselves; none where nothing limits them."""


class FreeBeds(View):
    """Free beds in every shelter whose place is public."""

    shelters: list[FreeBedsView]


class CorrectionView(View):
    """Why the counts of a night were corrected, and what they were."""

    reason: NightCorrectionReason
    at: datetime
    by: UUID
    guests: int
    """How many there were before."""
    turned_away: int


class NightView(View):
    """A night at a shelter, which belongs to the day on which it begins."""

    id: UUID
    offer: UUID
    begins_on: date
    guests: int
    """How many were let in."""
    here: int
    """How many are here."""
    brought: int
    """How many of those were brought."""
    turned_away: Mapping[TurnedAwayReason, int]
    beds: int | None
    """How many could be used when somebody last came; none where nothing limited them."""
    closed_at: datetime | None
    closed_by: UUID | None
    corrections: list[CorrectionView]
    version: int
    """Send it as If-Match when you correct the night."""

    @classmethod
    def of(cls, night: Night) -> "NightView":
        same = {name: getattr(night, name) for name in cls.model_fields if name not in ("turned_away", "corrections")}
        return cls(
            **same, turned_away=dict(zip(night.reasons, night.turned_away, strict=True)),
            corrections=[CorrectionView.model_validate(one) for one in night.corrections],
        )  # fmt: skip


class TonightView(View):
    """The night that it is now, and what is free."""

    night: NightView
    usable: int | None
    """How many beds there are now, as the capacity says; none where nothing limits them."""
    free: int | None
    """For whoever comes by themselves."""
    free_for_brought: int | None
    """For whoever is brought: the beds that are kept, too."""
    reserve: int
    """How many beds are kept for whoever is brought."""
    reserve_for: list[ShelterBringer]
    rule: str
    """The rule that says so."""
    source: str
    """Where it comes from."""

    @classmethod
    def of(cls, night: Night, usable: int | None, rule: NightRule) -> "TonightView":
        closed = night.closed_at is not None
        return cls(
            night=NightView.of(night), usable=usable,
            free=0 if closed else free_beds(usable, night.here, night.brought, rule),
            free_for_brought=0 if closed else free_for_brought(usable, night.here), reserve=rule.reserve,
            reserve_for=list(rule.reserve_for), rule=rule.code, source=rule.source,
        )  # fmt: skip


class GuestView(View):
    """Somebody who was let in."""

    id: UUID
    """Made for this night: the next night they have another."""
    night: UUID
    offer: UUID
    let_in_at: datetime
    brought: bool
    left_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


class GuestEntry(GuestView):
    """A guest in a list."""

    handle: str | None
    """What they wish to be called this night. It is looked up nowhere."""
    known: bool
    """Whether it is known whose case theirs is."""
    case: UUID | None
    """Their case, if you see it."""


class LetIn(BaseModel):
    """Who comes. Nothing need be known of them."""

    model_config = taking(handle="Zilā cepure")

    handle: line(40) | None = None
    """What they wish to be called this night; no name is needed, and it is looked up nowhere."""
    brought_by: ShelterBringer | None = None
    """Who brings them to a bed that is kept for this."""
    case: UUID | None = None
    """The case of whoever is known, if you see it."""


class KnownAs(BaseModel):
    """Whose case theirs is."""

    model_config = taking(case="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e05")

    case: UUID


class TurnAway(BaseModel):
    """Why somebody is not let in. They are counted, and nothing of them is kept."""

    model_config = taking(reason="full")

    reason: TurnedAwayReason


class CloseNight(BaseModel):
    """Which night is over."""

    model_config = taking(begins_on="2026-11-22")

    begins_on: Day


class CorrectNight(BaseModel):
    """The counts as they should have been, and why they were not."""

    model_config = taking(reason="counted_wrong", guests=31, turned_away={"full": 2})

    reason: NightCorrectionReason
    guests: Counted
    turned_away: dict[TurnedAwayReason, Counted] = {}
