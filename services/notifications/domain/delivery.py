"""Getting a notice to its agency: which channel's turn it is, what became of each try, when the next one may begin.

Instants here (`not_before`, `Tried.at`) are the machine's, not those of the deployment's clock: an endpoint does not
recover faster because a sample day runs fast.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from services.notifications.domain.notice import Notice, NoticeState
from shared.contracts.codes import NoticeChannel, NoticeContent, Priority
from shared.decision import Cause

_PAUSES = tuple(timedelta(seconds=s) for s in (2, 10, 60, 300, 900, 1800))
_TRIES_BEFORE_THE_NEXT_CHANNEL = 3


class Message(StrEnum):
    """What a delivery has to bring."""

    NOTICE = "notice"
    WITHDRAWAL = "withdrawal"


class TryOutcome(StrEnum):
    """What became of one try."""

    DELIVERED = "delivered"
    REJECTED = "rejected"
    """The receiver got it and said no."""
    GONE = "gone"
    """The receiver says that there is nobody any more: no second try by this channel."""
    UNREACHABLE = "unreachable"
    """Nobody was there: nothing has left us."""
    UNANSWERED = "unanswered"
    """It left us and no answer came: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be done for one notice, under the notice's id. One try at a time; `attempt` counts those begun."""

    id: UUID
    agency: str
    channel: NoticeChannel
    urgent: bool
    correlation: str
    trace: str | None = None
    message: Message = Message.NOTICE
    open: bool = True
    not_before: datetime | None = None
    """The next try may not begin earlier; none: at once. While one is under way, it is the end of its lease."""
    attempt: int = 0
    failures: int = 0
    """In a row, by this channel."""
    asked_after: int = 0
    """Tries up to this one brought other words: what became of them does not settle what is to be brought now."""
    with_person: bool = False
    """A person was told that its last channel is shut; it still goes out when it can."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try, recorded before it begins: without an outcome, nobody knows whether it reached the agency."""

    id: str
    notice: UUID
    attempt: int
    channel: NoticeChannel
    message: Message
    begun_at: datetime
    outcome: TryOutcome | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a try: the command by which it is recorded. `status` is HTTP's or SMTP's, `at` when it ended."""

    attempt: Try
    agency: str
    content: NoticeContent | None
    outcome: TryOutcome
    at: datetime
    status: int | None = None
    retry_after: timedelta | None = None


def try_id(notice: UUID, attempt: int) -> str:
    return f"{notice}/{attempt}"


def begin(notice: Notice, cause: Cause) -> Delivery:
    """The delivery of a new notice; closed at once when its first channel is a person."""
    return Delivery(
        id=notice.id, agency=notice.agency, channel=notice.channels[0], urgent=is_urgent(notice.priority),
        correlation=cause.correlation, trace=cause.trace,
        open=notice.state is NoticeState.ISSUED and bool(notice.by_machine),
    )  # fmt: skip


def is_urgent(priority: Priority) -> bool:
    """Whether it must not wait for the name: everything above routine, of which `urgent` is the mildest."""
    return priority is not Priority.ROUTINE


def settled(delivery: Delivery) -> Delivery:
    """There is nothing to bring any more: it has arrived, or the agency has answered."""
    return replace(delivery, open=False)


def asked_again(notice: Notice, delivery: Delivery) -> Delivery:
    """The notice is to be brought once more, from its first channel on, after a try that is under way."""
    if not notice.by_machine or (delivery.open and delivery.attempt == 0):
        return delivery
    return replace(
        delivery, open=True, channel=notice.by_machine[0], failures=0, asked_after=delivery.attempt,
        not_before=delivery.not_before if delivery.open else None, with_person=False,
    )  # fmt: skip


def withdrawn(notice: Notice, delivery: Delivery) -> Delivery:
    """The notice was taken back: whoever may have been told is told that too, after a try that is under way."""
    if not notice.by_machine or (delivery.attempt == 0 and notice.delivered_at is None):
        return settled(delivery)
    later = delivery.not_before if delivery.open else None
    return replace(
        delivery, message=Message.WITHDRAWAL, open=True, failures=0, not_before=later, asked_after=delivery.attempt,
        with_person=False,
    )  # fmt: skip


def after_failure(notice: Notice, delivery: Delivery, tried: Tried) -> Delivery:
    """The next try, or the next channel; closed when all channels are through, and then it is a person's turn."""
    failures = delivery.failures + 1
    next_one = following(notice, delivery)
    most = _TRIES_BEFORE_THE_NEXT_CHANNEL if next_one else len(_PAUSES) + 1
    if tried.outcome is not TryOutcome.GONE and failures < most:
        pause = max(spread(_PAUSES[failures - 1], delivery.id, delivery.attempt), tried.retry_after or timedelta())
        return replace(delivery, failures=failures, not_before=tried.at + pause)
    if next_one:
        return replace(delivery, channel=next_one, failures=0, not_before=None)
    return replace(delivery, open=False, failures=failures)


def following(notice: Notice, delivery: Delivery) -> NoticeChannel | None:
    """The channel after the one it waits for; none after the last that needs nobody."""
    channels = notice.by_machine
    place = channels.index(delivery.channel) + 1
    return channels[place] if place < len(channels) else None


def spread(pause: timedelta, of: UUID, number: int) -> timedelta:
    """Between three quarters and five quarters of it, so that what failed together does not come again together."""
    return pause * (0.75 + uuid5(of, str(number)).int % 512 / 1024)
