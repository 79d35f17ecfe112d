"""What the API takes and shows of prevention. Nobody is named: an activity is counted."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt, StringConstraints

from services.cases.api.shape import View, taking
from services.cases.domain.activities.activity import ActivityState
from shared.contracts.codes import AgeBand, NeedCode, VisitMode
from shared.contracts.contact_codes import ActivityCancelReason, ActivityKind
from shared.contracts.fields import PartnerCode
from shared.http.written import ClockTime


class ActivityView(View):
    """An activity of prevention."""

    id: UUID
    unit: UUID
    kind: ActivityKind
    theme: NeedCode
    school: PartnerCode | None
    planned_at: datetime
    state: ActivityState
    staff: list[UUID]
    mode: VisitMode | None
    held_at: datetime | None
    minutes: int | None
    ages: list[AgeBand]
    counts: list[int]
    """How many of each age took part, in the order of `ages`."""
    reason: ActivityCancelReason | None
    version: int


class ActivityEntry(ActivityView):
    """An activity with the class it is for."""

    class_label: str | None


class Book(BaseModel):
    """A school asks for an activity, or a unit plans one."""

    model_config = taking(
        unit="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e05", kind="interactive_game", theme="violence_among_peers",
        school="liepajas-6-vidusskola", class_label="8.b", planned_at="2026-11-24T10:00:00+02:00",
    )  # fmt: skip

    unit: UUID
    kind: ActivityKind
    theme: NeedCode
    """What it is to prevent."""
    school: PartnerCode | None = None
    """A school that is a partner; for any other write who it is into `class_label`."""
    class_label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] | None = None
    """Which class or group, freely; it stays in this service."""
    planned_at: ClockTime


class Confirm(BaseModel):
    """Who will do it."""

    model_config = taking(staff=["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"])

    staff: list[UUID] = Field(min_length=1, max_length=20)


class HoldActivity(BaseModel):
    """How it went, and before how many of each age."""

    model_config = taking(mode="in_person", minutes=80, counts={"14-17": 23})

    mode: VisitMode
    minutes: StrictInt = Field(ge=1, le=1440)
    counts: dict[AgeBand, Annotated[StrictInt, Field(ge=1, le=10_000)]] = Field(min_length=1)
    held_at: ClockTime | None = None
    """When it began, if that was not as planned."""


class CancelActivity(BaseModel):
    """Why it does not take place."""

    model_config = taking(reason="school_request")

    reason: ActivityCancelReason
