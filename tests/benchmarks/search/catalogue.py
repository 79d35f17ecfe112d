"""An invented catalogue: services with all that they are searched by, and the places where they are."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeVar
from uuid import UUID

from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.organization import Organization
from services.cases.domain.catalogue.schedule import Schedule, Weekday
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.catalogue.words import Words
from shared.contracts.catalogue_codes import Accessibility, ProviderKind, ServiceGroup, ServiceKind, ServiceStatus
from shared.decision import derived
from tests.benchmarks.work.cases import NOW

T = TypeVar("T")

WORDS = ("atbalsts", "grupa", "terapija", "bērniem", "senioriem", "ģimenei", "mājās", "krīzē", "darbnīca", "mūzika")
"""What names and texts are made of, and what somebody types."""
LANGUAGES = ("lv", "ru", "en", "uk", "lt")
_SERVICES_OF_ONE = 20
"""Of an organisation."""
_OFTEN = (0.7, 0.4, 0.2, 0.1, 0.05)
"""How often a service is given in each language."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    organizations: Sequence[Organization]
    locations: Sequence[Location]
    services: Sequence[Service]
    offers: Sequence[ServiceAtLocation]

    @property
    def codes(self) -> dict[UUID, str]:
        """The code of the service of each offer."""
        of = {one.id: one.code for one in self.services}
        return {offer.id: of[offer.service] for offer in self.offers}


def catalogue(services: int) -> Catalogue:
    """So many services, each at one place or two."""
    luck, providers = random.Random(services), max(1, services // _SERVICES_OF_ONE)
    organizations = [
        Organization(
            _id("organization", n), f"o-{n:05}", _words(luck, n), _words(luck, n), _any(luck, ProviderKind), NOW
        )
        for n in range(providers)
    ]
    locations = [
        Location(
            _id("location", n), f"l-{n:05}", _words(luck, n), NOW, f"Parauga iela {n}", "Liepāja", "LV-3401", "0005000",
            accessibility=_some(luck, Accessibility), latitude=luck.uniform(56, 57), longitude=luck.uniform(21, 24),
        )
        for n in range(providers * 4)
    ]  # fmt: skip
    found = [_service(luck, n, organizations) for n in range(services)]
    offers = [
        ServiceAtLocation(derived(one.id, place.code), one.id, place.id, NOW)
        for one in found
        for place in luck.sample(locations, luck.choice((1, 1, 2)))
    ]
    return Catalogue(organizations, locations, found, offers)


def _service(luck: random.Random, number: int, organizations: Sequence[Organization]) -> Service:
    lowest = luck.choice((None, 0, 3, 7, 13, 18, 65))
    return Service(
        _id("service", number), luck.choice(organizations).id, f"s-{number:05}", _words(luck, number),
        _words(luck, number, 12), _any(luck, ServiceKind),
        luck.choice((ServiceStatus.ACTIVE,) * 9 + (ServiceStatus.DEFUNCT,)), NOW, _some(luck, ServiceGroup), lowest,
        luck.choice((None, (lowest or 0) + luck.choice((5, 20, 60)))),
        tuple(code for code, often in zip(LANGUAGES, _OFTEN, strict=True) if luck.random() < often),
        tuple(_hours(luck) for _ in range(luck.choice((0, 1, 2)))), apply=_words(luck, number),
    )  # fmt: skip


def _hours(luck: random.Random) -> Schedule:
    days = tuple(day for day in Weekday if luck.random() < 0.6) or (Weekday.MONDAY,)
    return Schedule(days, time(luck.randrange(7, 12)), time(luck.randrange(15, 21)), on_holidays=luck.random() < 0.1)


def _words(luck: random.Random, number: int, length: int = 3) -> Words:
    text = " ".join(luck.choices(WORDS, k=length))
    return Words(f"{text} {number}", f"{text} in English {number}", f"{text} lietuviškai {number}")


def _some(luck: random.Random, codes: type[T]) -> tuple[T, ...]:
    return tuple(luck.sample(list(codes), luck.choice((0, 1, 2))))


def _any(luck: random.Random, codes: type[T]) -> T:
    return luck.choice(list(codes))


def _id(kind: str, number: int) -> UUID:
    return derived(UUID(int=number), kind)
