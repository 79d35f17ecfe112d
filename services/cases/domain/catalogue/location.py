"""Locations (vietas): where services are found. Some addresses are told to nobody who need not know them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.catalogue.words import Words, told
from shared.contracts.catalogue import ServicePlaceChanged
from shared.contracts.catalogue_codes import Accessibility


@dataclass(frozen=True, slots=True)
class Location:
    """A place. Where it is `restricted`, neither address nor position leaves this service in any list, fact or page."""

    id: UUID
    code: str
    name: Words
    changed_at: datetime
    address: str | None = None
    """Street and house; none for a car, or where nobody published it."""
    city: str | None = None
    postal_code: str | None = None
    atvk: str | None = None
    restricted: bool = False
    accessibility: tuple[Accessibility, ...] = ()
    source: str = ""
    latitude: float | None = None
    """In degrees (WGS84), as `longitude`; none for a car, or where nobody published it."""
    longitude: float | None = None
    version: int = 1


def evolve(known: Location | None, fact: ServicePlaceChanged, at: datetime) -> Location:
    """The place after a fact about it. Its address and position come with the next start."""
    return Location(
        fact.location, fact.code, told(fact.label), at, atvk=fact.atvk, restricted=fact.restricted,
        accessibility=fact.accessibility, version=known.version + 1 if known else 1,
    )  # fmt: skip
