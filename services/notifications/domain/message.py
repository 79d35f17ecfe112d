"""What an agency reads: rendered when it is sent, from the notice and from what intake knows at that moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from services.notifications.domain.delivery import Message
from services.notifications.domain.disclosure import CONTENT_FREE, allowed, carried
from shared.contracts.codes import FieldSet, LegalBasis, NeedCode, NoticeChannel, NoticeContent, NoticeWithdrawal
from shared.contracts.message import EdgeMessage
from shared.contracts.partner import NoticeSent, NoticeSubject, NoticeWithdrawn


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery whose turn it is, with all that its message and its ledger row need of the notice."""

    notice: UUID
    attempt: int
    message: Message
    channel: NoticeChannel
    agency: str
    urgent: bool
    correlation: str
    trace: str | None
    rule: str
    purpose: str
    legal_basis: LegalBasis
    article: str
    field_set: FieldSet
    subject: UUID | None
    needs: tuple[NeedCode, ...]
    number: str | None
    issued_at: datetime
    acknowledge_by: datetime
    withdrawal: NoticeWithdrawal | None
    also: tuple[str, ...] = ()
    asked_after: int = 0
    """Tries before it was asked for once more; none when it never was."""

    @property
    def names_somebody(self) -> bool:
        """Whether the person's fields are needed for it."""
        return self.message is Message.NOTICE and self.subject is not None and self.carries is not FieldSet.NONE

    @property
    def carries(self) -> FieldSet:
        """The fields that may go by its channel."""
        return carried(self.channel, self.field_set)

    @property
    def asks_by_link(self) -> bool:
        """Whether it brings a link by which the agency reads and answers, in place of the content."""
        return self.message is Message.NOTICE and self.channel in CONTENT_FREE


def render(due: Due, person: Mapping[str, Any] | None) -> EdgeMessage:
    """The message; without a person it is free of content. Raises ValueError when what is known cannot be sent."""
    if due.message is Message.WITHDRAWAL:
        return NoticeWithdrawn(notice=due.notice, reason=due.withdrawal)
    fields = allowed(due.carries, person) if person else {}
    return NoticeSent(
        notice=due.notice, rule=due.rule, also=due.also or None, legal_basis=due.legal_basis,
        acknowledge_by=due.acknowledge_by, number=due.number, needs=due.needs,
        content=NoticeContent.FULL if fields else NoticeContent.CONTENT_FREE, field_set=due.field_set,
        subject=NoticeSubject(**fields) if fields else None,
    )  # fmt: skip


def content_of(message: EdgeMessage) -> NoticeContent | None:
    return message.content if isinstance(message, NoticeSent) else None


def disclosed(message: EdgeMessage) -> tuple[str, ...]:
    """The personal fields that the message carries."""
    subject = message.subject if isinstance(message, NoticeSent) else None
    return tuple(name for name, value in subject or () if value is not None)


def message_id(due: Due, message: EdgeMessage) -> UUID:
    """The same for each try of the same words, so that the receiver can tell a repeat; other words, another id."""
    return uuid5(due.notice, f"{due.message}/{message.encode().decode()}")
