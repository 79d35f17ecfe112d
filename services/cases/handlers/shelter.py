"""Nights of a shelter after a restore: counts and guests by their ids; what guests wished to be called is not there."""

from collections.abc import Iterable

from services.cases.domain.rules import Rules
from services.cases.domain.shelter.night import Guest, Night, evolve, evolve_guest
from shared.contracts import shelter as told
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World


def _of_guest(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Night, fact.night), (Guest, fact.guest)]


def _replay_let_in(world: World, fact: told.ShelterGuestLetIn, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve(_night(world, fact), fact), evolve_guest(None, fact)))


def _replay_left(world: World, fact: told.ShelterGuestLeft, cause: Cause, rules: Rules) -> Decision:
    guest = world.get(Guest, fact.guest)
    return Decision((evolve(world.get(Night, fact.night), fact, guest), evolve_guest(guest, fact)))


def _replay_known(world: World, fact: told.ShelterGuestKnown, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve_guest(world.get(Guest, fact.guest), fact),))


def _of_night(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Night, fact.night)]


def _replay_night(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve(_night(world, fact), fact),))


def _night(world: World, fact: Fact) -> Night:
    """The first fact of a night makes it."""
    return world.get(Night, fact.night) or Night(fact.night, fact.offer, fact.begins_on)


REPLAYED = {
    told.ShelterGuestLetIn.type: Handler(_of_guest, _replay_let_in),
    told.ShelterGuestLeft.type: Handler(_of_guest, _replay_left),
    told.ShelterGuestKnown.type: Handler(_of_guest, _replay_known),
    told.ShelterTurnedAway.type: Handler(_of_night, _replay_night),
    told.ShelterNightClosed.type: Handler(_of_night, _replay_night),
    told.ShelterNightCorrected.type: Handler(_of_night, _replay_night),
}
