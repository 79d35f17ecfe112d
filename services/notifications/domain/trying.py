"""What a recorded try changes: the notice is delivered, tried again, tried by another way, or given to a person."""

from collections.abc import Iterable
from dataclasses import replace

from services.notifications.domain import circuit
from services.notifications.domain.delivery import (
    Delivery,
    Message,
    Tried,
    Try,
    TryOutcome,
    after_failure,
    settled,
)
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.codes import EscalationLevel
from shared.contracts.notifications import NoticeDelivered, NoticeEscalated
from shared.decision import Cause, Decision, Ref, World

KIND = "delivery-tried"

_REACHED = {
    TryOutcome.DELIVERED: Reached.YES,
    TryOutcome.REJECTED: Reached.YES,
    TryOutcome.GONE: Reached.YES,
    TryOutcome.UNREACHABLE: Reached.NO,
    TryOutcome.UNANSWERED: Reached.PERHAPS,
}
"""Whoever said no has read it all the same."""


def refs(tried: Tried, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    begun = tried.attempt
    return [(Notice, begun.notice), (Delivery, begun.notice), (Disclosure, begun.id), *circuit.refs(tried)]


def record(world: World, tried: Tried, cause: Cause, rules: Rulebook) -> Decision:
    """Record what became of a try. Recording it again, or after a later try has begun, changes nothing but its row."""
    begun = tried.attempt
    notice, delivery = world.get(Notice, begun.notice), world.get(Delivery, begun.notice)
    ended = Decision((replace(begun, outcome=tried.outcome, status=tried.status),))
    ended += circuit.noted(world, tried, cause)
    if told := world.get(Disclosure, begun.id):
        ended += Decision((replace(told, reached=_REACHED[tried.outcome]),))
    if tried.outcome is TryOutcome.DELIVERED:
        return ended + _arrived(notice, delivery, tried, cause)
    if begun.attempt != delivery.attempt or begun.channel is not delivery.channel:
        # A later try has begun, or it was passed on: this failure is not that of the channel it waits for now.
        return ended
    if not _brings_this(begun, delivery):
        return ended + Decision((replace(delivery, not_before=None),))
    return ended + (_failed(notice, delivery, tried) if delivery.open else Decision())


def _arrived(notice: Notice, delivery: Delivery, tried: Tried, cause: Cause) -> Decision:
    begun = tried.attempt
    decision = Decision()
    if _brings_this(begun, delivery):
        decision += Decision((settled(delivery),))
    elif begun.attempt == delivery.attempt:
        # It was withdrawn, or other words came to it, while this was under way; what is new follows at once.
        decision += Decision((replace(delivery, not_before=None),))
    if begun.message is Message.NOTICE and notice.delivered_at is None:
        fact = NoticeDelivered(
            **notice.names, channel=begun.channel, attempt=begun.attempt, content=tried.content,
            delivered_at=cause.time,
        )  # fmt: skip
        decision += Decision((evolve(notice, fact),), (fact,))
    return decision


def _brings_this(begun: Try, delivery: Delivery) -> bool:
    """Whether the try brought what is to be brought now, and not what was before a withdrawal or other words."""
    return begun.message is delivery.message and begun.attempt > delivery.asked_after


def _failed(notice: Notice, delivery: Delivery, tried: Tried) -> Decision:
    after = after_failure(notice, delivery, tried)
    return Decision((after,)) + (Decision() if after.open else by_phone(notice))


def by_phone(notice: Notice) -> Decision:
    """A person takes over: somebody has to pick up the phone. Nothing is given up without that."""
    if notice.level is EscalationLevel.PHONE_TASK:
        return Decision()
    fact = NoticeEscalated(**notice.names, level=EscalationLevel.PHONE_TASK)
    return Decision((evolve(notice, fact),), (fact,))
