"""What the API takes and shows. No names: people by intake's personal read, and never in what an agency lists."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.delivery import Message, TryOutcome
from services.notifications.domain.disclosure import Reached
from services.notifications.domain.inbox import Tray
from services.notifications.domain.notice import NoticeState
from shared.contracts.case_codes import TargetGroup
from shared.contracts.codes import (
    AgeBand,
    AnswerCode,
    DeclineReason,
    EscalationLevel,
    FieldSet,
    LegalBasis,
    NeedCode,
    NoticeChannel,
    NoticeContent,
    NoticeWithdrawal,
    OutcomeCode,
    Priority,
)
from shared.contracts.fields import ClerkCode, RuleCode
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.notice_codes import AddingReason, ResendReason
from shared.contracts.partner.codes import PartnerDeclineReason, PartnerOutcomeCode
from shared.contracts.plan_codes import RiskLevel
from shared.described import Described
from shared.http.written import Day


def taking(extra: Literal["forbid", "ignore"] = "forbid", **example: Any) -> ConfigDict:
    """How a request's body is read, and an example in the description."""
    return ConfigDict(extra=extra, json_schema_extra={"examples": [example]})


class View(Described):
    model_config = ConfigDict(from_attributes=True)


TellingFact = Literal["CaseOpened", "CaseReopened", "RiskAssessed", "ReferralRedirected"]
"""The facts that rules look at."""


class OwnNotice(View):
    """A notice as its agency lists it."""

    id: UUID
    number: str | None = Field(examples=["LPX-2026-000123"])
    rule: str = Field(examples=["orphans-court-violence-child"])
    legal_basis: LegalBasis
    needs: list[NeedCode]
    state: NoticeState
    content: NoticeContent | None
    issued_at: datetime
    delivered_at: datetime | None
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    answered_at: datetime | None
    answer: AnswerCode | None
    reason: DeclineReason | None
    outcome: OutcomeCode | None
    late: bool
    """Whether the first word came after `acknowledge_by`."""
    withdrawal: NoticeWithdrawal | None
    also: list[str] = Field(examples=[["orphans-court-risk-raised"]])
    """Further rules that it serves: an agency is told once of one matter."""
    tray: Tray
    """Where it lies in its agency's inbox."""
    claimed_by: str | None = Field(examples=["op17"])
    """Who of the agency has it, by the agency's own code."""
    claimed_at: datetime | None
    version: int


class NoticeView(OwnNotice):
    """A notice as staff see it: who was told, by which rule and on which ground, and what came of it."""

    case_id: UUID | None
    referral: UUID | None
    subject: UUID | None
    """Whom it is about; names by intake's `POST /v1/people/read`."""
    agency: str = Field(examples=["barintiesa"])
    held: bool
    """Not sent, because the agency has no access now; it goes out once it has, and its deadlines run on meanwhile."""
    purpose: str = Field(examples=["child-protection"])
    article: str = Field(examples=["Bērnu tiesību aizsardzības likums, section 73(1)"])
    field_set: FieldSet
    channels: list[NoticeChannel]
    channel: NoticeChannel | None
    """By which it was delivered."""
    overdue_since: datetime | None
    level: EscalationLevel | None
    """Who was told last that the agency stays silent, or cannot be reached."""
    added: AddingReason | None
    """Why a person had the agency told; none when a rule found it."""
    resent: ResendReason | None
    """Why it was brought once more, the last time."""


class Changed(View):
    """Where a notice stands after a change; read it again for the rest."""

    id: UUID
    state: NoticeState
    late: bool
    version: int


class ClaimGiven(BaseModel):
    """Who of you takes it on: a code of your own, letters and a number. We do not know who that is."""

    model_config = taking(clerk="op17")

    clerk: ClerkCode


class Claimed(Changed):
    """Who has a notice now."""

    claimed_by: str | None
    claimed_at: datetime | None


class TryView(View):
    """One try to bring it."""

    attempt: int
    channel: NoticeChannel
    message: Message
    begun_at: datetime
    outcome: TryOutcome | None
    """None while it is under way, or when nobody knows what became of it."""
    status: int | None
    fields: list[str] = Field(examples=[["family_name", "given_name"]])
    """The personal fields that went with it."""


class NoticeWithTries(NoticeView):
    """A notice with everything that was tried, calls as well, and what the agency may be told."""

    fields: list[str] = Field(examples=[["family_name", "given_name"]])
    """The personal fields that its rule lets out; each try has those that went with it."""
    tries: list[TryView]


class DisclosureView(View):
    """Which fields about a person an agency was told, when and on which ground; not their values."""

    id: str
    notice: UUID
    agency: str = Field(examples=["barintiesa"])
    fields: list[str] = Field(examples=[["family_name", "given_name"]])
    purpose: str = Field(examples=["child-protection"])
    rule: str = Field(examples=["orphans-court-violence-child"])
    legal_basis: LegalBasis
    article: str
    channel: NoticeChannel
    at: datetime
    reached: Reached
    """Whether it surely arrived, or perhaps: the connection broke before anybody said so."""


class VerdictView(BaseModel):
    """What one rule says of a situation."""

    rule: str = Field(examples=["orphans-court-violence-child"])
    agency: str = Field(examples=["barintiesa"])
    fits: bool
    against: list[str] = Field(examples=[["is for the needs violence_in_family"]])
    """Why it does not fit."""


class RuleVerdict(VerdictView):
    """What one rule says of a case, and the notice that there is."""

    notice: UUID | None
    """By this rule, or because a person had the agency told by it."""


class WhyView(View):
    """What is known of a case, and what each rule says of it."""

    on: TellingFact
    day: date
    """Whose rules count."""
    needs: list[NeedCode]
    priority: Priority
    age_band: AgeBand
    risk: RiskLevel | None
    """As it was assessed last."""
    groups: list[TargetGroup]
    verdicts: list[RuleVerdict]


class RuleView(View):
    """A rule that holds: who may be told what, on which ground, by when."""

    code: str = Field(examples=["orphans-court-violence-child"])
    agency: str = Field(examples=["barintiesa"])
    on: str = Field(examples=["CaseOpened"])
    """The fact on which it tells by itself."""
    purpose: str = Field(examples=["child-protection"])
    legal_basis: LegalBasis
    article: str
    field_set: FieldSet
    fields: list[str] = Field(examples=[["family_name", "given_name"]])
    """The personal fields that the agency may be told."""
    channels: list[NoticeChannel]
    valid_from: date
    valid_until: date | None


class SituationAsked(BaseModel):
    """A case, or a redirected referral, as rules look at it."""

    model_config = taking(needs=["child_neglect"], priority="stat", age_band="7-13", day="2026-03-16")

    needs: list[NeedCode] = Field(max_length=20)
    priority: Priority
    age_band: AgeBand = AgeBand.UNKNOWN
    day: Day = Field(description="Whose rules count")
    on: TellingFact = "CaseOpened"
    risk: RiskLevel | None = None
    """As it is assessed now."""
    risk_before: RiskLevel | None = None
    mode: ServiceMode = ServiceMode.NORMAL


class Withdraw(BaseModel):
    """Why a notice is taken back; the agency is told the code."""

    model_config = taking(reason="wrong_agency")

    reason: NoticeWithdrawal


class Resend(BaseModel):
    """Why a notice is brought once more."""

    model_config = taking(reason="not_received")

    reason: ResendReason


class Addressee(BaseModel):
    """Whom to tell of a case, by which rule, and why. The rule says on which ground, which fields and by when."""

    model_config = taking(
        case="019c0b71-0a3c-7d44-a2b6-3f5e7d9c1b04", rule="crisis-centre-violence", reason="agreed_in_conference"
    )

    case: UUID
    rule: RuleCode
    reason: AddingReason


class AnswerGiven(BaseModel):
    """Whether you take the matter on, and what you did once you know. A code we do not know is taken as `other`."""

    # Fields we do not know are passed over, as they are on the agency's topic.
    model_config = taking("ignore", answer="accepted", outcome="in_progress")

    answer: AnswerCode
    reason: PartnerDeclineReason | None = None
    outcome: PartnerOutcomeCode | None = None
