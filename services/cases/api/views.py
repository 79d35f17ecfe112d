"""What the API shows of cases. No names: people by intake's personal read, staff by code."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.cases.api.shape import View
from services.cases.domain.acts import Act
from services.cases.domain.case import CaseState
from shared.contracts.case_codes import CountedAs, RiskReason
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind
from shared.contracts.plan_codes import RiskLevel


class CaseView(View):
    """A case."""

    id: UUID
    number: str | None = Field(examples=["LPX-2026-000123"])
    """That of the referral it grew from; none when the service saw the need itself."""
    referrals: list[UUID]
    subjects: list[UUID]
    """Whom it is about; names by intake's `POST /v1/people/read`."""
    kind: ReferralKind
    priority: Priority
    needs: list[NeedCode]
    age_band: AgeBand
    counted_as: CountedAs
    """A family or an adult; the two are never added up."""
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
    risk: RiskLevel | None
    risk_reasons: list[RiskReason]
    risk_at: datetime | None
    open_visits: list[UUID]
    open_duties: list[UUID]
    """Its statutory tasks that are not done: the case does not close over them."""
    withdrawn: list[UUID]
    """Those of `referrals` that their senders took back since; whether the case goes on, you decide."""
    first_contact_at: datetime | None
    wished_outcome: CaseOutcome | None
    """With which outcome somebody wishes to close it; a supervisor approves or returns that."""
    wished_by: UUID | None
    outcome: CaseOutcome | None
    closed_at: datetime | None
    reopened_at: datetime | None
    suspended_until: datetime | None
    duplicate_of: UUID | None
    """The case in which the work goes on."""
    duplicates: list[UUID]
    """The cases whose place it takes."""
    version: int
    """Send it as If-Match with the next change."""


class ActionView(View):
    """An act: possible for you now, or why it is not."""

    act: Act
    allowed: bool
    code: str | None = Field(examples=["visits-open"])
    """The problem that the act would be answered with."""
    why: str | None
    """In words."""


class CaseEntry(CaseView):
    """A case with what you may do with it."""

    actions: list[ActionView]
