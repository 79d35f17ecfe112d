"""What the facts of notifications say about notices to agencies."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.notifications import (
    AcknowledgementOverdue,
    AgencyAnswered,
    NoticeAcknowledged,
    NoticeDelivered,
    NoticeEscalated,
    NoticeIssued,
    NoticeJoined,
    NoticeWithdrawn,
)


def issued(fact: NoticeIssued, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {
        "case_id": fact.case, "referral": fact.referral, "agency": fact.agency, "rule": fact.rule,
        "channel": fact.channel, "issued_at": at, "acknowledge_by": fact.acknowledge_by,
    })  # fmt: skip


def joined(fact: NoticeJoined, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {"acknowledge_by": fact.acknowledge_by})


def delivered(fact: NoticeDelivered, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {"channel": fact.channel, "delivered_at": fact.delivered_at})


def acknowledged(fact: NoticeAcknowledged, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {"acknowledged_at": fact.acknowledged_at, "late": fact.late})


def answered(fact: AgencyAnswered, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {
        "answered_at": fact.answered_at, "answer": fact.answer, "reason": fact.reason, "outcome": fact.outcome,
        "late": fact.late,
    })  # fmt: skip


def overdue(fact: AcknowledgementOverdue, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {"overdue_at": fact.overdue_since})


def escalated(fact: NoticeEscalated, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {"escalated_at": at})


def withdrawn(fact: NoticeWithdrawn, at: datetime) -> Iterator[Row]:
    yield Row("notice", fact.notice, {"withdrawn_at": at})
