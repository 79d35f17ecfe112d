"""What somebody looks for in the catalogue."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.cases.api.catalogue.shaping import Lang
from services.cases.queries.catalogue import Wanted
from shared.contracts.catalogue_codes import Accessibility, ServiceGroup, ServiceKind, ServiceStatus
from shared.http.written import Day


class Turn(BaseModel):
    """Which page of a list, and in which language."""

    model_config = ConfigDict(extra="forbid")

    lang: Lang = Field("lv", description="The language of names and texts; Latvian where nobody translated them")
    page: int = Field(1, ge=1, le=10_000, description="Which page")
    per_page: int = Field(50, ge=1, le=200, description="How many a page holds")

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page


class OffersOf(Turn):
    """Services at places, of one service or of all."""

    service: UUID | None = Field(None, description="Of this service")


class Search(Turn):
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
        filters = self.model_dump(exclude={"lang", "page", "per_page"})
        return Wanted(**filters, holiday=holiday)
