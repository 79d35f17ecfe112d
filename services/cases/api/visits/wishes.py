"""What the API takes of visits, from planning one to calling it off."""

from uuid import UUID

from pydantic import BaseModel, Field, StrictBool, StrictInt

from services.cases.api.shape import taking
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.contact_codes import RescheduleReason, VisitJustification, VisitPlace
from shared.contracts.fields import AtvkCode, RuleCode
from shared.http.written import ClockTime


class Schedule(BaseModel):
    """When and how the visit is to take place."""

    model_config = taking(mode="in_person", planned_at="2026-11-23T10:00:00+02:00", place="home")

    mode: VisitMode
    planned_at: ClockTime
    place: VisitPlace | None = None
    """Of a visit in person, and of no other; at home unless you say otherwise."""
    area: AtvkCode | None = None
    """The territorial unit it takes place in, for the order of the route."""
    companion: UUID | None = None
    """A colleague who goes along."""
    justification: VisitJustification | None = None
    """Why a home visit cannot wait in emergency mode."""


class Reschedule(BaseModel):
    """For when it is planned now, and why."""

    model_config = taking(planned_at="2026-11-24T10:00:00+02:00", reason="client_request")

    planned_at: ClockTime
    reason: RescheduleReason


class SafetyAnswers(BaseModel):
    """The safety checklist, every item answered with yes or no (`GET /v1/visits/rules`)."""

    model_config = taking(checklist="safety-2026", items={"somebody-knows-where": True, "phone-works": True})

    checklist: RuleCode
    items: dict[RuleCode, StrictBool] = Field(max_length=30, json_schema_extra={"additionalProperties": False})


class Start(BaseModel):
    """The visit begins. One in person needs the safety checklist."""

    model_config = taking(safety={"checklist": "safety-2026", "items": {"phone-works": True}})

    at: ClockTime | None = None
    """When it began, if that was not now."""
    safety: SafetyAnswers | None = None
    companion: UUID | None = None
    """Who goes along, if it is somebody else than planned."""
    justification: VisitJustification | None = None
    """Why a home visit cannot wait in emergency mode, unless that was said when it was planned."""


class Complete(BaseModel):
    """How the visit went."""

    model_config = taking(mode="in_person", minutes=45, outcome="support_given")

    mode: VisitMode
    minutes: StrictInt = Field(ge=1, le=1440)
    outcome: VisitOutcome
    score: StrictInt | None = Field(None, ge=0, le=1000)
    """What the survey (apsekošana) made of the living conditions, in points."""
    ended_at: ClockTime | None = None
    """When it ended, if that was not now."""


class Miss(BaseModel):
    """Why the visit did not take place."""

    model_config = taking(reason="client_absent")

    reason: VisitMissReason


class Cancel(BaseModel):
    """Why the visit is called off."""

    model_config = taking(reason="rescheduled")

    reason: VisitCancelReason
