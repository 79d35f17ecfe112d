"""The notice (paziņojums): one agency must be told of one case by one rule. Its states, and what each fact changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shared.contracts.codes import (
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
from shared.contracts.notice_codes import AddingReason, ResendReason
from shared.contracts.notifications import (
    AcknowledgementOverdue,
    AgencyAnswered,
    NoticeAcknowledged,
    NoticeClaimed,
    NoticeDelivered,
    NoticeEscalated,
    NoticeFact,
    NoticeIssued,
    NoticeJoined,
    NoticeResent,
    NoticeWithdrawn,
)


class NoticeState(StrEnum):
    """Where a notice stands. Overdue is no state: a late answer is an answer."""

    ISSUED = "issued"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: who is told at `due` when the agency still says nothing."""

    level: EscalationLevel
    due: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. What it discloses of `subject` (intake's id) is asked of intake when it is sent, and never kept."""

    id: UUID
    case_id: UUID | None
    referral: UUID | None
    agency: str
    rule: str
    legal_basis: LegalBasis
    field_set: FieldSet
    channels: tuple[NoticeChannel, ...]
    issued_at: datetime
    acknowledge_by: datetime
    purpose: str = ""
    article: str = ""
    subject: UUID | None = None
    needs: tuple[NeedCode, ...] = ()
    priority: Priority = Priority.ROUTINE
    ladder: tuple[Rung, ...] = ()
    state: NoticeState = NoticeState.ISSUED
    channel: NoticeChannel | None = None
    """By which it was delivered."""
    content: NoticeContent | None = None
    delivered_at: datetime | None = None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    late: bool = False
    answer: AnswerCode | None = None
    reason: DeclineReason | None = None
    outcome: OutcomeCode | None = None
    overdue_since: datetime | None = None
    level: EscalationLevel | None = None
    """Who was told last that the agency stays silent, or cannot be reached."""
    withdrawal: NoticeWithdrawal | None = None
    also: tuple[str, ...] = ()
    """Further rules that it serves: of the same fact, and of what joined it within minutes."""
    joined: tuple[UUID, ...] = ()
    """The notices that would have been, had they not joined it."""
    added: AddingReason | None = None
    """Why a person had the agency told; none when a rule found it."""
    resent: ResendReason | None = None
    """Why it was brought once more, the last time."""
    claimed_by: str | None = None
    """Who of the agency has it, by the agency's own code; none: nobody yet, or nobody any more."""
    claimed_at: datetime | None = None
    version: int = 1

    @property
    def is_silent(self) -> bool:
        """Whether the agency has not said a word yet, and still should."""
        return self.state in (NoticeState.ISSUED, NoticeState.DELIVERED)

    @property
    def is_open(self) -> bool:
        """Whether something is still asked of the agency."""
        return self.state not in (NoticeState.ANSWERED, NoticeState.WITHDRAWN)

    @property
    def by_machine(self) -> tuple[NoticeChannel, ...]:
        """The channels that need nobody, in order; the first phone task ends them."""
        phone = NoticeChannel.PHONE_TASK
        return self.channels[: self.channels.index(phone)] if phone in self.channels else self.channels

    @property
    def names(self) -> dict[str, Any]:
        """What every fact about it carries."""
        return {"case": self.case_id, "referral": self.referral, "notice": self.id, "agency": self.agency}


def evolve(notice: Notice | None, fact: NoticeFact) -> Notice:
    """The notice after a fact of the service's own. What a fact leaves out, hearing the case's facts again fills in."""
    match fact:
        case NoticeIssued():
            # The fact does not say when it was issued; whoever issues it, or hears its case again, does.
            return Notice(
                id=fact.notice, case_id=fact.case, referral=fact.referral, agency=fact.agency, rule=fact.rule,
                legal_basis=fact.legal_basis, field_set=fact.field_set, channels=(fact.channel,),
                issued_at=fact.acknowledge_by, acknowledge_by=fact.acknowledge_by, also=fact.also or (),
                added=fact.added,
            )  # fmt: skip
        case NoticeDelivered():
            state = NoticeState.DELIVERED if notice.state is NoticeState.ISSUED else notice.state
            changed = {"state": state, "channel": fact.channel, "content": fact.content}
            changed["delivered_at"] = fact.delivered_at
        case NoticeAcknowledged():
            changed = {"state": NoticeState.ACKNOWLEDGED, "acknowledged_at": fact.acknowledged_at, "late": fact.late}
        case AgencyAnswered():
            changed = {"state": NoticeState.ANSWERED, "answered_at": fact.answered_at, "late": fact.late}
            changed |= {"answer": fact.answer, "reason": fact.reason, "outcome": fact.outcome}
        case AcknowledgementOverdue():
            changed = {"overdue_since": fact.overdue_since}
        case NoticeEscalated():
            changed = {"level": fact.level}
        case NoticeJoined():
            changed = {"also": tuple(dict.fromkeys((*notice.also, *fact.rules))), "acknowledge_by": fact.acknowledge_by}
            changed["joined"] = (*notice.joined, fact.instead_of)
        case NoticeClaimed():
            changed = {"claimed_by": fact.clerk, "claimed_at": fact.claimed_at if fact.clerk else None}
        case NoticeResent():
            changed = {"resent": fact.reason}
        case NoticeWithdrawn():
            # Who was told of its silence knows nothing of this: whoever cannot be told that is called anew.
            changed = {"state": NoticeState.WITHDRAWN, "withdrawal": fact.reason, "level": None}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a notice")
    return replace(notice, version=notice.version + 1, **changed)
