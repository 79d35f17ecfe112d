"""What the API takes and shows of cases. No names: people by intake's personal read, staff by code."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from services.cases.api.shape import View, taking
from services.cases.domain.case import CaseState
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind


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
    deputy: UUID | None
    """Who works on it when `staff` cannot."""
    opened_by: UUID | None
    """The member of staff who opened it; none when a referral did."""
    open_visits: list[UUID]
    open_duties: list[UUID]
    """Its statutory tasks that are not done: the case does not close over them."""
    withdrawn: list[UUID]
    """Those of `referrals` that their senders took back since; whether the case goes on, you decide."""
    first_contact_at: datetime | None
    outcome: CaseOutcome | None
    closed_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


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

    model_config = taking(staff="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03")

    staff: UUID


class Close(BaseModel):
    """How the case ended."""

    model_config = taking(outcome="needs_met")

    outcome: CaseOutcome
