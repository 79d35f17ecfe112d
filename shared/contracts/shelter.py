"""What cases tells the other services of a night shelter: who comes is an id made for that night, and nothing else."""

from shared.contracts.cases import CasesFact
from shared.contracts.fields import CaseId, Count, Day, Few, Instant, OfferId, ShelterGuestId, ShelterNightId, StaffId
from shared.contracts.shelter_codes import NightCorrectionReason, ShelterBringer, TurnedAwayReason

TO = ("reporting",)


class ShelterGuestLetIn(CasesFact, type="shelter-guest-let-in", version=1, key="night", to=TO):
    """Somebody was let in for a night (nakts patversme). Who they are was not asked."""

    night: ShelterNightId
    """The night at this shelter."""
    offer: OfferId
    """The shelter, as a service at a location."""
    begins_on: Day
    """The day on which the night begins."""
    guest: ShelterGuestId
    """The guest, by an id made for this night."""
    let_in_at: Instant
    """When."""
    beds: Count | None = None
    """How many beds could be used then; none where nothing limits them."""
    brought_by: ShelterBringer | None = None
    """Who brought them to a bed that is kept for this."""
    case: CaseId | None = None
    """The case of whoever is known."""


class ShelterGuestKnown(CasesFact, type="shelter-guest-known", version=1, key="night", to=TO):
    """It is known whose case a guest's is."""

    night: ShelterNightId
    """The night."""
    guest: ShelterGuestId
    """The guest."""
    case: CaseId
    """Their case."""


class ShelterGuestLeft(CasesFact, type="shelter-guest-left", version=1, key="night", to=TO):
    """A guest left before the night was over; the bed is free."""

    night: ShelterNightId
    """The night."""
    guest: ShelterGuestId
    """The guest."""
    left_at: Instant
    """When."""


class ShelterTurnedAway(CasesFact, type="shelter-turned-away", version=1, key="night", to=TO):
    """Somebody was not let in. They are counted, and nothing of them is kept."""

    night: ShelterNightId
    """The night."""
    offer: OfferId
    """The shelter."""
    begins_on: Day
    """The day on which the night begins."""
    reason: TurnedAwayReason
    """Why."""
    turned_away_at: Instant
    """When."""


class ShelterNightClosed(CasesFact, type="shelter-night-closed", version=1, key="night", to=TO):
    """A night is over, and its counts stand."""

    night: ShelterNightId
    """The night."""
    offer: OfferId
    """The shelter."""
    begins_on: Day
    """The day on which it began."""
    guests: Count
    """How many were let in."""
    reasons: Few[TurnedAwayReason]
    """Why others were turned away."""
    turned_away: Few[Count]
    """How many for each of these reasons."""
    closed_at: Instant
    """When."""
    closed_by: StaffId
    """By whom."""
    beds: Count | None = None
    """How many beds could be used; none where nothing limits them."""


class ShelterNightCorrected(CasesFact, type="shelter-night-corrected", version=1, key="night", to=TO):
    """The counts of a closed night were wrong, and are these."""

    night: ShelterNightId
    """The night."""
    reason: NightCorrectionReason
    """Why."""
    guests: Count
    """How many were let in."""
    reasons: Few[TurnedAwayReason]
    """Why others were turned away."""
    turned_away: Few[Count]
    """How many for each of these reasons."""
    corrected_at: Instant
    """When."""
    corrected_by: StaffId
    """By whom."""
