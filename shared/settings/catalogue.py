"""The public catalogue of services as a file: who provides what, where, when, for whom, and with how much of it.

What is not public is invented, and its source says so. The file owns the catalogue; of capacities it says the first.
"""

from datetime import date, time
from typing import Annotated, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from shared.contracts.catalogue_codes import (
    Accessibility,
    CapacityPart,
    ProviderKind,
    ServiceGroup,
    ServiceKind,
    ServiceStatus,
)
from shared.contracts.codes import StaffRole
from shared.contracts.fields import AtvkCode, RuleCode
from shared.settings.section import Label, Section, once

Weekday = Annotated[str, StringConstraints(pattern=r"^(MO|TU|WE|TH|FR|SA|SU)$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Age = Annotated[int, Field(ge=0, le=120)]


class Opening(Section):
    """When something is open, by the clock on the wall; a closing time before the opening one is the next morning."""

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: time
    closes: time
    valid_from: date | None = None
    valid_until: date | None = None
    on_holidays: bool = False


class Provider(Section):
    """An organisation that provides services."""

    code: RuleCode
    name: Label
    short: Label
    kind: ProviderKind
    unit: RuleCode | None = None
    """The code of the unit of the social service that it is; the unit may come later, with a file."""
    website: HttpUrl | None = None
    phone: str | None = None
    source: str = Field(min_length=1)


class Place(Section):
    """Where services are found."""

    code: RuleCode
    name: Label
    address: str | None = None
    city: str | None = None
    postal_code: Annotated[str, StringConstraints(pattern=r"^LV-[0-9]{4}$")] | None = None
    atvk: AtvkCode | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Where it is, in degrees (WGS84)."""
    restricted: bool = False
    """Whether its address, and where it is, is told to nobody who need not know it."""
    accessibility: tuple[Accessibility, ...] = ()
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(f"place {self.code} has half of a position: give latitude and longitude, or neither")
        return self


class Capacity(Section):
    """How much there is of one part of it from a day on, and for how many people one of it is enough."""

    part: CapacityPart
    count: int = Field(ge=0, le=100_000)
    serves: int = Field(1, ge=1, le=100_000)
    from_day: date


class OfferedAt(Section):
    """A place at which a service is offered."""

    place: RuleCode
    opens: tuple[Opening, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    role: StaffRole | None = None
    """The role of those of the organisation's unit who work on it."""
    active: bool = True


class Service(Section):
    """A service, with the places at which it is offered."""

    code: RuleCode
    provider: RuleCode
    name: Label
    short: Label
    apply: Label
    kind: ServiceKind
    status: ServiceStatus = ServiceStatus.ACTIVE
    groups: tuple[ServiceGroup, ...] = ()
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    languages: tuple[Language, ...] = ("lv",)
    opens: tuple[Opening, ...] = ()
    funding: RuleCode | None = None
    levels: tuple[RuleCode, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    sensitive: bool = False
    low_threshold: bool = False
    at: tuple[OfferedAt, ...] = Field(min_length=1)
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        once(f"places of {self.code}", [one.place for one in self.at])
        if self.minimum_age is not None and self.maximum_age is not None and self.maximum_age < self.minimum_age:
            raise ValueError(f"service {self.code} is for nobody: maximum_age lies below minimum_age")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"service {self.code} ends before it begins")
        return self


class Institutions(Section):
    """How many institutions of its own the municipality says it has: compared with its units, never counted with."""

    count: int = Field(ge=1, le=10_000)
    source: str = Field(min_length=1)


class Catalogue(Section):
    """The whole file: `[[provider]]`, `[[place]]` and `[[service]]`, and how many `[institutions]` there should be."""

    institutions: Institutions | None = None
    provider: tuple[Provider, ...] = ()
    place: tuple[Place, ...] = ()
    service: tuple[Service, ...] = ()

    @model_validator(mode="after")
    def _names_lead_somewhere(self) -> Self:
        for what, entries in (("providers", self.provider), ("places", self.place), ("services", self.service)):
            once(what, [one.code for one in entries])
        providers, places = {one.code for one in self.provider}, {one.code for one in self.place}
        for service in self.service:
            if service.provider not in providers:
                raise ValueError(f"service {service.code} is provided by {service.provider}: add it as [[provider]]")
            if lost := [one.place for one in service.at if one.place not in places]:
                raise ValueError(f"service {service.code} is offered at {lost[0]}: add it as [[place]]")
        return self


def organization_id(municipality: str, code: str) -> UUID:
    """The id of an organisation everywhere."""
    return _id(municipality, "organization", code)


def location_id(municipality: str, code: str) -> UUID:
    """The id of a place everywhere."""
    return _id(municipality, "location", code)


def service_id(municipality: str, code: str) -> UUID:
    """The id of a service everywhere."""
    return _id(municipality, "service", code)


def offer_id(municipality: str, service: str, place: str) -> UUID:
    """The id of a service at a location everywhere."""
    return _id(municipality, "offer", f"{service}:{place}")


def _id(municipality: str, kind: str, code: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:tilts:{municipality}:{kind}:{code}")
