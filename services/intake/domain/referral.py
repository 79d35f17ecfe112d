"""The referral (nosūtījums): its states, and how each fact changes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.contracts.codes import AgeBand, Channel, DeclineReason, NeedCode, Priority, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.intake import (
    ApplicationForwarded,
    InformationRequested,
    InformationSupplied,
    InquiryAnswered,
    ReferralAccepted,
    ReferralConcluded,
    ReferralCorrected,
    ReferralDeclined,
    ReferralReceived,
    ReferralRedirected,
    ReferralsLinked,
    ReferralsUnlinked,
    ReferralTriaged,
    ReferralWithdrawn,
)
from shared.contracts.referral_codes import (
    HelpFamily,
    InformationCode,
    InquiryAnswer,
    ReferralOutcome,
    ReferralState,
    TriageReason,
    WithdrawalReason,
)


def family_of(kind: ReferralKind) -> HelpFamily:
    """Which of the two families of help a kind asks for: a benefit, or what may lead to services."""
    return HelpFamily.ASSISTANCE if kind is ReferralKind.ASSISTANCE_APPLICATION else HelpFamily.SERVICES


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral as intake knows it. Names and narrative are kept apart, in Person and Letter."""

    id: UUID
    number: str
    partner: str | None
    channel: Channel
    kind: ReferralKind
    needs: tuple[NeedCode, ...]
    subjects: tuple[UUID, ...]
    age_band: AgeBand
    received_at: datetime
    state: ReferralState = ReferralState.RECEIVED
    reference: str | None = None
    """The partner's own number, which every receipt repeats."""
    priority: Priority = Priority.ROUTINE
    rule: str | None = None
    decide_by: datetime | None = None
    contact_by: datetime | None = None
    reason: DeclineReason | None = None
    case_id: UUID | None = None
    outcome: ReferralOutcome | None = None
    triage_reason: TriageReason | None = None
    """Why a person gave it another class or clock than the rules did; none when nobody did."""
    triaged_by: UUID | None = None
    asked: tuple[InformationCode, ...] = ()
    """What is missing before it can be decided."""
    clock_left: int | None = None
    """While its clock stands still: the minutes that are left of it."""
    redirected_to: str | None = None
    municipality: str | None = None
    withdrawal: WithdrawalReason | None = None
    answer: InquiryAnswer | None = None
    links: tuple[UUID, ...] = ()
    """The referrals that belong together with it."""
    declared_residence: str | None = None
    """Where its subject is declared, and really lives, as ATVK codes were written; in no fact, as the words are not:
    the first one tells of a municipality, and nothing smaller."""
    actual_residence: str | None = None
    benefit_system: str | None = None
    """Where an application for a benefit was forwarded to, and its number there, which is in no fact."""
    benefit_number: str | None = None
    version: int = 1

    @property
    def family(self) -> HelpFamily:
        """Which of the two families of help is asked for."""
        return family_of(self.kind)


def evolve(referral: Referral | None, fact: Fact) -> Referral:
    """The referral after a fact of intake's own."""
    match fact:
        case ReferralReceived():
            return Referral(
                id=fact.referral, number=fact.number, partner=fact.partner, channel=fact.channel, kind=fact.kind,
                needs=fact.needs, subjects=fact.subjects, age_band=fact.age_band, received_at=fact.received_at,
            )  # fmt: skip
        case ReferralTriaged():
            changed = {
                "priority": fact.priority, "rule": fact.rule, "decide_by": fact.due_at, "contact_by": fact.contact_by,
                "triage_reason": fact.reason, "triaged_by": fact.by,
            }  # fmt: skip
        case ReferralCorrected():
            changed = {
                "kind": fact.kind, "needs": fact.needs, "subjects": fact.subjects, "age_band": fact.age_band,
            }  # fmt: skip
        case InformationRequested():
            changed = {"state": ReferralState.NEEDS_INFO, "asked": fact.asked, "clock_left": fact.left}
        case InformationSupplied():
            going_on = {"state": ReferralState.RECEIVED, "asked": (), "clock_left": None, "decide_by": fact.due_at}
            changed = going_on if fact.due_at else {}
        case ReferralAccepted():
            changed = {"state": ReferralState.ACCEPTED, "contact_by": fact.due_at}
        case ReferralDeclined():
            changed = {"state": ReferralState.DECLINED, "reason": fact.reason}
        case ReferralRedirected():
            to = {"redirected_to": fact.partner, "municipality": fact.municipality}
            changed = {"state": ReferralState.REDIRECTED, **to}
        case ReferralWithdrawn():
            changed = {"state": ReferralState.WITHDRAWN, "withdrawal": fact.reason}
        case InquiryAnswered():
            outcome = ReferralOutcome.ANSWERED
            changed = {"state": ReferralState.COMPLETED, "outcome": outcome, "answer": fact.answer}
        case ApplicationForwarded():
            outcome = ReferralOutcome.FORWARDED
            changed = {"state": ReferralState.COMPLETED, "outcome": outcome, "benefit_system": fact.system}
        case ReferralConcluded():
            outcome = ReferralOutcome(fact.outcome)
            changed = {"state": ReferralState.COMPLETED, "case_id": fact.case, "outcome": outcome}
        case ReferralsLinked():
            changed = {"links": (*referral.links, _other(referral, fact))}
        case ReferralsUnlinked():
            changed = {"links": tuple(id for id in referral.links if id != _other(referral, fact))}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a referral")
    return replace(referral, version=referral.version + 1, **changed)


def _other(referral: Referral, fact: ReferralsLinked | ReferralsUnlinked) -> UUID:
    """The referral at the other end of a link, which is the same seen from either."""
    return fact.other if fact.referral == referral.id else fact.referral
