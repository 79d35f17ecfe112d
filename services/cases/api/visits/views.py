"""What the API takes and shows of visits."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from services.cases.api.shape import View, taking
from services.cases.domain.visits.visit import VisitState
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.fields import Instant


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


class Schedule(BaseModel):
    """When and how the visit is to take place."""

    model_config = taking(mode="in_person", planned_at="2026-11-23T10:00:00+02:00")

    mode: VisitMode
    planned_at: Instant


class Complete(BaseModel):
    """How the visit went."""

    model_config = taking(mode="in_person", minutes=45, outcome="support_given")

    mode: VisitMode
    minutes: int = Field(ge=1, le=1440)
    outcome: VisitOutcome


class Miss(BaseModel):
    """Why the visit did not take place."""

    model_config = taking(reason="client_absent")

    reason: VisitMissReason


class Cancel(BaseModel):
    """Why the visit is called off."""

    model_config = taking(reason="rescheduled")

    reason: VisitCancelReason
