"""What somebody looks for in the catalogue."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.cases.api.catalogue.shaping import Lang
from services.cases.queries.catalogue import Wanted
from services.cases.queries.distance import Around
from shared.contracts.catalogue_codes import Accessibility, ServiceGroup, ServiceKind, ServiceStatus
from shared.decision import Refusal
from shared.http.written import Day

_POSITION = (
    r"^-?(90(\.0{1,3})?|[1-8]?[0-9](\.[0-9]{1,3})?),"
    r"-?(180(\.0{1,3})?|(1[0-7][0-9]|[1-9]?[0-9])(\.[0-9]{1,3})?)$"
)


class Turn(BaseModel):
    """Which page of a list, and in which language."""

    model_config = ConfigDict(extra="forbid")

    lang: Lang = Field("lv", description="The language of names and texts; Latvian where nobody translated them")
    page: int = Field(1, ge=1, le=10_000, description="Which page")
    per_page: int = Field(50, ge=1, le=200, description="How many a page holds")

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page


class Near(Turn):
    """What is near. Three decimals are about a hundred metres: nobody's door stands in an address of ours."""

    near: str | None = Field(
        None, pattern=_POSITION, examples=["56.505,21.011"],
        description="Latitude and longitude in degrees (WGS84), of at most three decimals: the nearest first, and only "
        "what is at a place of which it is known where it is, and told",
    )  # fmt: skip
    within_km: float | None = Field(None, gt=0, le=1000, description="Not farther than this from `near`")

    @property
    def around(self) -> Around | None:
        """Raises Refusal for a distance from nowhere."""
        if self.near is None:
            if self.within_km is not None:
                raise Refusal(
                    code="near-what", title="A distance is from somewhere",
                    detail="`within_km` is how far from `near` something may be: send both.",
                )  # fmt: skip
            return None
        latitude, longitude = map(float, self.near.split(","))
        return Around(latitude, longitude, self.within_km)


class OffersOf(Near):
    """Services at places, of one service or of all."""

    service: UUID | None = Field(None, description="Of this service")


class Search(Near):
    """Filters of services, each of which may be left out."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None = Field(
        None, description="In the name or text of the service, or the name of its provider"
    )
    age: int | None = Field(None, ge=0, le=120, description="For whom of this age it is, in years")
    group: ServiceGroup | None = Field(None, description="For this target group, or for everybody")
    language: str | None = Field(None, pattern="^[a-z]{2,3}$", description="In this language", examples=["lv"])
    accessibility: Accessibility | None = Field(None, description="At a place that can be entered so")
    open_on: Day | None = Field(None, description="Open on this day, holidays of the country included")
    kind: ServiceKind | None = None
    status: ServiceStatus | None = Field(None, description="As it stands today; what is planned is inactive")
    organization: UUID | None = Field(None, description="Provided by this organisation")

    def wanted(self, is_holiday: Callable[[date], bool]) -> Wanted:
        holiday = self.open_on is not None and is_holiday(self.open_on)
        filters = self.model_dump(exclude={*Near.model_fields})
        return Wanted(**filters, holiday=holiday)
