"""Which cases a list is asked for, as the address says it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field

from services.cases.domain.case import CaseState
from shared.contracts.case_codes import CountedAs, TargetGroup
from shared.contracts.codes import NeedCode, ReferralKind
from shared.contracts.plan_codes import RiskLevel
from shared.http.written import Instant


class CasesAsked(BaseModel):
    """The filters of a list of cases; all that are given must fit."""

    state: list[CaseState] = Field([], max_length=20, description="Any of these states.")
    open: bool = Field(False, description="Only those that are worked on.")
    unit: UUID | None = Field(None, description="Of this unit, or of one below it.")
    staff: UUID | None = None
    nobody: bool = Field(False, description="Only those that nobody has.")
    risk: RiskLevel | None = None
    need: NeedCode | None = None
    group: TargetGroup | None = Field(None, description="Of this target group, by needs or age.")
    kind: ReferralKind | None = None
    counted_as: CountedAs | None = None
    opened_from: Instant | None = None
    opened_before: Instant | None = None
    closed_from: Instant | None = None
    closed_before: Instant | None = None
    overdue: bool = Field(False, description="Only those whose first contact is overdue.")
    closure_wished: bool = Field(False, description="Only those that somebody wishes to close.")
    number: str | None = Field(None, pattern=r"^[A-Z0-9-]{1,21}$", description="A referral's number, or how it begins.")


Asked = Annotated[CasesAsked, Query()]
