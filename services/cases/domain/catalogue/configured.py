"""The catalogue as the configuration names it, which owns it: what is new or different is a fact, the rest is not.

Nothing ends because the configuration does not name it any more, so that nobody has a place in a service that is not
there: give it `valid_until`, or the status `defunct`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.organization import Organization
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from shared.contracts.fact import Fact
from shared.decision import Decision, World

Entry = Organization | Location | Service | ServiceAtLocation


def configure(world: World, wanted: Sequence[Entry], at: datetime) -> Decision:
    """Bring the catalogue to what the configuration says at an instant. A place comes with what is offered there."""
    decision, places = Decision(), {one.id: one for one in wanted if isinstance(one, Location)}
    for one in wanted:
        known = world.get(type(one), one.id)
        if known is None or replace(known, changed_at=one.changed_at, version=one.version) != one:
            after = replace(one, changed_at=at, version=known.version + 1 if known else 1)
            decision += Decision((after,))
        decision += Decision(facts=_facts(world, one, known, places))
    return decision


def _facts(world: World, one: Entry, known: Entry | None, places: Mapping[UUID, Location]) -> tuple[Fact, ...]:
    """What others hear of it, where that is different; of a place, with each service that is offered there."""
    match one:
        case Location():
            return ()
        case ServiceAtLocation():
            place = world.get(Location, one.location)
            told, tell = known.fact(place) if known and place else None, one.fact(places[one.location])
        case _:
            told, tell = known.fact if known else None, one.fact
    return () if told == tell else (tell,)
