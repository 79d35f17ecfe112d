"""At the door of a night shelter: somebody is let in, leaves, or is turned away. Nobody is asked who they are."""

from dataclasses import dataclass
from uuid import UUID

from services.cases.domain.contacts.note import noted
from services.cases.domain.shelter.night import Guest, Night, evolve, evolve_guest
from services.cases.domain.shelter.rules import NightRule, free_beds, free_for_brought
from shared.contracts.shelter import ShelterGuestKnown, ShelterGuestLeft, ShelterGuestLetIn, ShelterTurnedAway
from shared.contracts.shelter_codes import ShelterBringer, TurnedAwayReason
from shared.decision import Cause, Decision, Refusal


@dataclass(frozen=True, slots=True)
class Comes:
    """What is known of who comes: nothing need be. `handle` is what they wish to be called this night."""

    handle: str | None = None
    brought_by: ShelterBringer | None = None
    case: UUID | None = None


def guest_id(cause: Cause) -> UUID:
    """The guest of a command, made for this night: whoever comes again has another id."""
    return cause.derive("shelter-guest")


def let_in(night: Night, beds: int | None, rule: NightRule, who: Comes, cause: Cause) -> Decision:
    """A bed for the night. Raises Refusal when none is free for whoever comes so, and when the night is closed."""
    must_be_open(night)
    if who.brought_by is not None and who.brought_by not in rule.reserve_for:
        raise Refusal(
            code="not-kept-for-them", title="No bed is kept for whom they bring", rule=rule.source,
            detail=f"Beds are kept for {', '.join(rule.reserve_for) or 'nobody'}: leave brought_by out.",
            pointers=(("/brought_by", "has no bed kept for whom they bring"),),
        )  # fmt: skip
    free = free_for_brought(beds, night.here) if who.brought_by else free_beds(beds, night.here, night.brought, rule)
    if free == 0:
        raise Refusal(
            code="shelter-full", title="No bed is free", rule=rule.source,
            detail=f"Of {beds} beds {night.here} are taken, and {rule.reserve} are kept for whom others bring. "
            "Count whoever must go as turned away.",
        )  # fmt: skip
    fact = ShelterGuestLetIn(
        night=night.id, offer=night.offer, begins_on=night.begins_on, guest=guest_id(cause), let_in_at=cause.time,
        beds=beds, brought_by=who.brought_by, case=who.case,
    )  # fmt: skip
    guest = evolve_guest(None, fact)
    return Decision((evolve(night, fact), guest, *noted(guest.id, who.handle)), (fact,))


def turn_away(night: Night, beds: int | None, rule: NightRule, reason: TurnedAwayReason, cause: Cause) -> Decision:
    """Somebody is not let in, and counted. Raises Refusal for `full` while a bed is free, and for a closed night."""
    must_be_open(night)
    if reason is TurnedAwayReason.FULL and (free := free_beds(beds, night.here, night.brought, rule)) != 0:
        raise Refusal(
            code="shelter-not-full", title="A bed is free",
            detail=f"Free beds: {'no limit' if free is None else free}. Let them in, or say why else they must go.",
            pointers=(("/reason", "is not so: a bed is free"),),
        )  # fmt: skip
    fact = ShelterTurnedAway(
        night=night.id, offer=night.offer, begins_on=night.begins_on, reason=reason, turned_away_at=cause.time
    )  # fmt: skip
    return Decision((evolve(night, fact),), (fact,))


def leave(night: Night, guest: Guest, cause: Cause) -> Decision:
    """They go before the night is over, and their bed is free. Raises Refusal when they have gone."""
    must_be_open(night)
    if guest.left_at is not None:
        raise Refusal(
            code="guest-left", title="They have left", detail="Their bed is free already; let them in again if needed."
        )
    fact = ShelterGuestLeft(night=night.id, guest=guest.id, left_at=cause.time)
    return Decision((evolve(night, fact, guest), evolve_guest(guest, fact)), (fact,))


def know(guest: Guest, case: UUID) -> Decision:
    """It is known whose case theirs is: on a later day too. The same again changes nothing."""
    if guest.case_id == case:
        return Decision((guest,))
    fact = ShelterGuestKnown(night=guest.night, guest=guest.id, case=case)
    return Decision((evolve_guest(guest, fact),), (fact,))


def must_be_open(night: Night) -> None:
    """Raises Refusal for a night that is closed: its counts stand."""
    if night.closed_at is not None:
        raise Refusal(
            code="night-closed", title="The night is closed",
            detail="Its counts stand: correct them with a reason, if they are wrong.",
        )  # fmt: skip
