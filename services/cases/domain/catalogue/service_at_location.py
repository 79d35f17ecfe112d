"""A service at a location: what a capacity, a waiting list and a place belong to. `offer` in names of fields."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.schedule import Schedule
from shared.contracts.catalogue import ServicePlaceChanged
from shared.contracts.codes import StaffRole


@dataclass(frozen=True, slots=True)
class ServiceAtLocation:
    """One service at one place; `active` as long as it is offered there."""

    id: UUID
    service: UUID
    location: UUID
    changed_at: datetime
    schedules: tuple[Schedule, ...] = ()
    """When it is open there; none where it is open as its service says."""
    active: bool = True
    role: StaffRole | None = None
    """What those do who work on it, of the unit that its organisation is."""
    version: int = 1

    def fact(self, location: Location) -> ServicePlaceChanged:
        """What others hear of it."""
        return ServicePlaceChanged(
            offer=self.id, service=self.service, location=location.id, code=location.code, label=location.name.label,
            restricted=location.restricted, atvk=location.atvk, accessibility=location.accessibility,
            active=self.active,
        )  # fmt: skip


def evolve(known: ServiceAtLocation | None, fact: ServicePlaceChanged, at: datetime) -> ServiceAtLocation:
    """The service at its place after a fact about it. Its schedule comes with the next start."""
    return ServiceAtLocation(
        fact.offer, fact.service, fact.location, at, active=fact.active, version=known.version + 1 if known else 1
    )
