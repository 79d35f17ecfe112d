"""What the API takes and shows. No names: people by intake's personal read, staff by code."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.cases.domain.case import CaseState
from services.cases.domain.visit import VisitState
from shared.contracts.codes import (
    AgeBand,
    CaseOutcome,
    NeedCode,
    Priority,
    ReferralKind,
    StaffRole,
    VisitCancelReason,
    VisitMissReason,
    VisitMode,
    VisitOutcome,
)
from shared.contracts.fields import Instant


class View(BaseModel):
    """What is shown: made from a row or a state, field by field."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)


def _taking(**example: Any) -> ConfigDict:
    """How a request's body is read: no field that we do not know, and an example in the description."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class CaseView(View):
    """A case."""

    id: UUID
    referrals: list[UUID]
    subjects: list[UUID]
    """Whom it is about; names by intake's `POST /v1/people/read`."""
    kind: ReferralKind
    priority: Priority
    needs: list[NeedCode]
    age_band: AgeBand
    unit: UUID
    opened_at: datetime
    due_at: datetime | None
    """Until when the first contact must have happened."""
    state: CaseState
    staff: UUID | None
    open_visits: list[UUID]
    withdrawn: list[UUID]
    """Those of `referrals` that their senders took back since; whether the case goes on, you decide."""
    first_contact_at: datetime | None
    outcome: CaseOutcome | None
    closed_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


class VisitView(View):
    """A visit."""

    id: UUID
    case_id: UUID
    staff: UUID
    mode: VisitMode
    planned_at: datetime
    state: VisitState
    duration: int | None
    """Minutes."""
    outcome: VisitOutcome | None
    reason: str | None
    version: int


class UnitView(View):
    """A unit."""

    id: UUID
    code: str
    label_lv: str
    label_en: str
    active: bool


class StaffView(View):
    """A member of staff, with how much they carry."""

    id: UUID
    code: str
    unit: UUID
    role: StaffRole
    absent: bool
    open_cases: int


class OpenCase(BaseModel):
    """A case that the service opens by itself."""

    model_config = _taking(
        subjects=["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"], needs=["home_care"], priority="asap", age_band="65+"
    )

    subjects: list[UUID] = Field(min_length=1, max_length=20)
    needs: list[NeedCode] = Field(min_length=1, max_length=20)
    priority: Priority
    age_band: AgeBand = AgeBand.UNKNOWN


class Assign(BaseModel):
    """Who gets the case."""

    model_config = _taking(staff="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03")

    staff: UUID


class Close(BaseModel):
    """How the case ended."""

    model_config = _taking(outcome="needs_met")

    outcome: CaseOutcome


class Schedule(BaseModel):
    """When and how the visit is to take place."""

    model_config = _taking(mode="in_person", planned_at="2026-11-23T10:00:00+02:00")

    mode: VisitMode
    planned_at: Instant


class Complete(BaseModel):
    """How the visit went."""

    model_config = _taking(mode="in_person", minutes=45, outcome="support_given")

    mode: VisitMode
    minutes: int = Field(ge=1, le=1440)
    outcome: VisitOutcome


class Miss(BaseModel):
    """Why the visit did not take place."""

    model_config = _taking(reason="client_absent")

    reason: VisitMissReason


class Cancel(BaseModel):
    """Why the visit is called off."""

    model_config = _taking(reason="rescheduled")

    reason: VisitCancelReason
