"""What the API takes about cases."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from services.cases.api.shape import taking
from shared.contracts.case_codes import (
    CaseStage,
    ClosureReturnReason,
    CountedAs,
    ReopenReason,
    RestReason,
    RiskReason,
)
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority
from shared.contracts.plan_codes import RiskLevel
from shared.http.written import Instant

_SOMEBODY = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"


class OpenCase(BaseModel):
    """A case that the service opens by itself."""

    model_config = taking(
        subjects=["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"], needs=["home_care"], priority="asap", age_band="65+"
    )

    subjects: list[UUID] = Field(min_length=1, max_length=20)
    needs: list[NeedCode] = Field(min_length=1, max_length=20)
    priority: Priority
    age_band: AgeBand = AgeBand.UNKNOWN


class Assign(BaseModel):
    """Who gets the case."""

    model_config = taking(staff=_SOMEBODY)

    staff: UUID


class Deputise(BaseModel):
    """Who stands in for whoever has the case."""

    model_config = taking(deputy=_SOMEBODY)

    deputy: UUID | None
    """None: nobody does any more."""


class Count(BaseModel):
    """As what the case counts."""

    model_config = taking(counted_as="household")

    counted_as: CountedAs


class AssessRisk(BaseModel):
    """How great the risk is, and what makes it so."""

    model_config = taking(level="high", reasons=["violence", "no_supervision"])

    level: RiskLevel
    reasons: Annotated[list[RiskReason], Field(max_length=20)] = []


class Begin(BaseModel):
    """The stage that begins."""

    model_config = taking(stage="assessment")

    stage: CaseStage


class Suspend(BaseModel):
    """Why the work rests, and until when."""

    model_config = taking(reason="in_hospital", until="2126-12-01T08:00:00+02:00")

    reason: RestReason
    until: Instant | None = None


class Close(BaseModel):
    """How the case ended."""

    model_config = taking(outcome="needs_met")

    outcome: CaseOutcome


class ReturnClosure(BaseModel):
    """Why the case is not closed yet."""

    model_config = taking(reason="review_missing")

    reason: ClosureReturnReason


class Reopen(BaseModel):
    """Why the work begins again."""

    model_config = taking(reason="new_report")

    reason: ReopenReason


class Duplicate(BaseModel):
    """The case in which the work goes on."""

    model_config = taking(of="019c0b71-0a3c-7d44-a2b6-3f5e7d9c1b04")

    of: UUID
