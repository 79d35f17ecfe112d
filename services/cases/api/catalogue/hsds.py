"""Objects of the Human Services Data Specification 3.0, with the fields of it that we fill.

A field that holds nothing is left out. What HSDS has no place for stands in fields of our own beside it, which it
allows: `names` and `texts` in three languages, target groups, levels, and what is sensitive or open to anybody.
"""

from datetime import datetime
from typing import Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from services.cases.api.shape import View
from shared.contracts.catalogue_codes import Accessibility, ProviderKind, ServiceGroup, ServiceKind

T = TypeVar("T")
Status = Literal["active", "inactive", "defunct", "temporarily closed"]


class Texts(View):
    """The same in three languages, empty where nobody translated it."""

    lv: str
    en: str
    lt: str


class Schedule(View):
    """When something is open, as iCalendar says it; a closing time before the opening one is the next morning."""

    id: UUID
    freq: Literal["WEEKLY"] = "WEEKLY"
    wkst: Literal["MO"] = "MO"
    byday: str
    opens_at: str
    """By the clock on the wall in Riga."""
    closes_at: str
    valid_from: str | None = None
    valid_to: str | None = None
    description: str | None = None


class Language(View):
    """A language in which the service is given."""

    id: UUID
    code: str


class AccessibilityOf(View):
    """One way in which a place can be entered and used."""

    id: UUID
    description: str
    details: Accessibility


class Address(View):
    """Where a place is."""

    id: UUID
    address_1: str
    city: str
    state_province: str
    postal_code: str
    country: Literal["LV"] = "LV"
    address_type: Literal["physical"] = "physical"


class Phone(View):
    """A number to call."""

    id: UUID
    number: str


class Funding(View):
    """Who pays for it."""

    id: UUID
    source: str


class Location(View):
    """A place. Of one that is restricted nothing tells where it is."""

    id: UUID
    location_type: Literal["physical", "virtual"] = "physical"
    name: str
    names: Texts
    external_identifier: str
    external_identifier_type: Literal["code"] = "code"
    latitude: float | None = None
    longitude: float | None = None
    addresses: list[Address]
    accessibility: list[AccessibilityOf]
    restricted: bool
    distance_km: float | None = None
    """From where somebody asked, as the crow flies."""


class Organization(View):
    """Who provides services."""

    id: UUID
    name: str
    description: str
    names: Texts
    texts: Texts
    uri: str
    legal_status: ProviderKind
    website: str | None = None
    phones: list[Phone]


class ServiceAtLocation(View):
    """A service at a place."""

    id: UUID
    service_id: UUID
    location_id: UUID
    location: Location
    schedules: list[Schedule]
    """Its own; none where it is open as the service says."""


class Service(View):
    """A service, with whoever provides it and where."""

    id: UUID
    organization_id: UUID
    name: str
    description: str
    names: Texts
    texts: Texts
    application_process: str
    status: Status
    kind: ServiceKind
    groups: list[ServiceGroup]
    """For whom it is; for everybody where nobody is named."""
    levels: list[str]
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_description: str
    sensitive: bool
    """What is done there stays there."""
    low_threshold: bool
    """You may come without saying who you are."""
    distance_km: float | None = None
    """From where somebody asked to the nearest place at which it is offered."""
    planned_from: str | None = None
    """The day from which on there is such a service; it is not there yet."""
    alert: str | None = None
    last_modified: AwareDatetime
    schedules: list[Schedule]
    languages: list[Language]
    funding: list[Funding]
    organization: Organization
    service_at_locations: list[ServiceAtLocation]


class HsdsPage(BaseModel, Generic[T]):
    """A page of a list, as HSDS has it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[T]

    @classmethod
    def of(cls, contents: list[T], total: int, page: int, per_page: int) -> "HsdsPage[T]":
        pages = max(1, -(-total // per_page))
        return cls(
            total_items=total, total_pages=pages, page_number=page, size=len(contents), first_page=page == 1,
            last_page=page >= pages, empty=not contents, contents=contents,
        )  # fmt: skip


class ApiRoot(BaseModel):
    """Which specification this is."""

    version: Literal["3.0"] = "3.0"
    profile: Literal["https://docs.openreferral.org/en/3.0/"] = "https://docs.openreferral.org/en/3.0/"
    openapi_url: str
    changed_at: datetime | None
