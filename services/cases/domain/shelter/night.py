"""One night at one shelter: its counts are one state, so that whoever lets somebody in locks them.

A night belongs to the day on which it begins.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from shared.contracts import shelter as told
from shared.contracts.fact import Fact
from shared.contracts.shelter_codes import NightCorrectionReason, TurnedAwayReason
from shared.decision import derived


@dataclass(frozen=True, slots=True)
class Correction:
    """The counts were corrected: why, when and by whom, and how many there were before."""

    reason: NightCorrectionReason
    at: datetime
    by: UUID
    guests: int
    turned_away: int


@dataclass(frozen=True, slots=True)
class Night:
    """`guests` were let in, of whom `here` are here; of those, `brought` were brought to a bed that is kept for it.

    `turned_away` says how many were for each of `reasons`; `beds` how many could be used when somebody last came.
    """

    id: UUID
    offer: UUID
    begins_on: date
    guests: int = 0
    here: int = 0
    brought: int = 0
    reasons: tuple[TurnedAwayReason, ...] = ()
    turned_away: tuple[int, ...] = ()
    beds: int | None = None
    closed_at: datetime | None = None
    closed_by: UUID | None = None
    corrections: tuple[Correction, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was let in. What they wish to be called, if anything, is the note of this id, and names nobody."""

    id: UUID
    night: UUID
    offer: UUID
    let_in_at: datetime
    brought: bool = False
    case_id: UUID | None = None
    left_at: datetime | None = None
    version: int = 1


def night_id(offer: UUID, begins_on: date) -> UUID:
    """The same for everybody who asks, so that a night is there once."""
    return derived(offer, f"night/{begins_on}")


def evolve(night: Night, fact: Fact, guest: Guest | None = None) -> Night:
    """The night after a fact about it; `guest` is whoever leaves, as they were."""
    match fact:
        case told.ShelterGuestLetIn():
            came = fact.brought_by is not None
            changed = {"guests": night.guests + 1, "here": night.here + 1, "brought": night.brought + came}
            changed |= {"beds": fact.beds}
        case told.ShelterGuestLeft():
            changed = {"here": night.here - 1, "brought": night.brought - guest.brought}
        case told.ShelterTurnedAway():
            counted = dict(zip(night.reasons, night.turned_away, strict=True))
            counted[fact.reason] = counted.get(fact.reason, 0) + 1
            changed = {"reasons": tuple(counted), "turned_away": tuple(counted.values())}
        case told.ShelterNightClosed():
            changed = {"here": 0, "brought": 0, "beds": fact.beds}
            changed |= {"closed_at": fact.closed_at, "closed_by": fact.closed_by}
        case told.ShelterNightCorrected():
            before = (night.guests, sum(night.turned_away))
            said = Correction(fact.reason, fact.corrected_at, fact.corrected_by, *before)
            changed = {"guests": fact.guests, "reasons": fact.reasons, "turned_away": fact.turned_away}
            changed |= {"corrections": (*night.corrections, said)}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a night")
    return replace(night, version=night.version + 1, **changed)


def evolve_guest(guest: Guest | None, fact: Fact) -> Guest:
    """The guest after a fact about them."""
    match fact:
        case told.ShelterGuestLetIn():
            came = fact.brought_by is not None
            return Guest(fact.guest, fact.night, fact.offer, fact.let_in_at, came, fact.case)
        case told.ShelterGuestLeft():
            changed = {"left_at": fact.left_at}
        case told.ShelterGuestKnown():
            changed = {"case_id": fact.case}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a guest")
    return replace(guest, version=guest.version + 1, **changed)
