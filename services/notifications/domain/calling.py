"""What a person of ours does about a notice: takes it on, calls the agency, writes down what it said.

A call is a try like any other: it is in the book of tries, and what was said of anybody is in the ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.notifications.domain import notice as notices
from services.notifications.domain.delivery import Delivery, Message, Try, TryOutcome, begin, settled, try_id
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.domain.follow_up import ANSWER, OUTCOME, FollowUp, ask, evolve, owes_outcome
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.reminding import higher
from services.notifications.domain.rules import Rulebook
from shared.contracts.codes import AnswerCode, DeclineReason, NoticeChannel, NoticeContent, OutcomeCode
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.follow_ups import FollowUpClaimed, FollowUpDone
from shared.contracts.notice_codes import FollowUpResult, FollowUpRole
from shared.contracts.notifications import AgencyAnswered, NoticeAcknowledged, NoticeDelivered, NoticeFact
from shared.decision import Cause, Decision, Refusal, Timer

_CALLS_BEFORE_THE_HEAD = 2


class CallResult(StrEnum):
    """What a person did about a notice."""

    TOLD = "told"
    """Somebody of the agency was told, and did not answer yet."""
    ANSWERED = "answered"
    """Somebody of the agency was told, and answered."""
    NOT_REACHED = "not_reached"
    """Nobody picked up."""
    SETTLED = "settled"
    """It was dealt with in another way."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a person did. `fields` are those about the subject that were said on the phone."""

    result: CallResult
    told_at: datetime | None = None
    answer: AnswerCode | None = None
    reason: DeclineReason | None = None
    outcome: OutcomeCode | None = None
    fields: tuple[str, ...] = ()


def claim(before: FollowUp, notice: Notice, cause: Cause) -> Decision:
    """Take it on. Raises Refusal when it is done, or a colleague has it."""
    _must_be_of_staff(cause)
    _must_be_open(before)
    _must_be_free(before, cause)
    return _taken(before, notice, cause.staff, cause)


def release(before: FollowUp, notice: Notice, cause: Cause) -> Decision:
    """Lay it back: anybody may, for whoever has it may be away. Raises Refusal when it is done."""
    _must_be_open(before)
    return _taken(before, notice, None, cause)


def done(
    before: FollowUp, notice: Notice, delivery: Delivery | None, what: Done, cause: Cause, rules: Rulebook
) -> Decision:
    """Write down what was done. Raises Refusal when it is done already, or a colleague has it, or that cannot be."""
    _must_be_of_staff(cause)
    _must_be_open(before)
    _must_be_free(before, cause)
    if what.result is CallResult.NOT_REACHED:
        return _in_vain(before, notice, delivery, cause, rules)
    if what.result is CallResult.SETTLED:
        if notice.is_silent:
            raise Refusal(
                code="notice-waits", title="The notice waits for a word",
                detail="Say what the agency said on the phone, or take the notice back: it would be forgotten.",
            )  # fmt: skip
        return _done(before, notice, FollowUpResult.SETTLED, None, cause)
    at = what.told_at or cause.time
    _must_fit(notice, what, at, cause)
    told = _told(notice, delivery, what, at, cause)
    after = next((state for state in reversed(told.states) if isinstance(state, Notice)), notice)
    result = FollowUpResult.TOLD if what.answer is None else FollowUpResult.ANSWERED
    # First what ends it, so that what the answer asks for begins anew.
    decision = _done(before, after, result, at, cause) + told
    return decision if what.answer else decision + _asked_again_later(notice, cause, rules)


def _asked_again_later(notice: Notice, cause: Cause, rules: Rulebook) -> Decision:
    """Who was told once more what they owe: the clock of their own word is over, and another begins."""
    if notice.state is NoticeState.ACKNOWLEDGED:
        kind, due = ANSWER, rules.waits(cause.time, lambda patience: patience.answer)
    elif owes_outcome(notice):
        kind, due = OUTCOME, rules.waits(cause.time, lambda patience: patience.outcome)
    else:
        return Decision()
    return Decision(timers=(Timer(kind, notice.id, due),)) if due else Decision()


def _taken(before: FollowUp, notice: Notice, staff: UUID | None, cause: Cause) -> Decision:
    if before.claimed_by == staff:
        return Decision()
    fact = FollowUpClaimed(**notice.names, staff=staff, claimed_at=cause.time)
    return Decision((evolve(before, fact),), (fact,))


def _in_vain(before: FollowUp, notice: Notice, delivery: Delivery | None, cause: Cause, rules: Rulebook) -> Decision:
    """Asked once more; after so many calls the head is asked."""
    tried = _a_try(notice, delivery, TryOutcome.UNREACHABLE, cause.time, cause, ends=False)
    calls = before.calls + 1
    if calls >= _CALLS_BEFORE_THE_HEAD and before.role is not FollowUpRole.HEAD:
        return tried + higher(notice, before, cause, rules, calls)
    return tried + ask(notice, before, before.role, before.reason, cause, rules, call=True, calls=calls)


def _told(notice: Notice, delivery: Delivery | None, what: Done, at: datetime, cause: Cause) -> Decision:
    """What the call changes of the notice: it was delivered and seen, or answered; who was told of whom."""
    decision = _a_try(notice, delivery, TryOutcome.DELIVERED, at, cause, ends=True)
    begun = next(state for state in decision.states if isinstance(state, Try))
    if what.fields:
        told = Disclosure(
            id=begun.id, notice=notice.id, agency=notice.agency, subject=notice.subject, fields=what.fields,
            purpose=notice.purpose, rule=notice.rule, legal_basis=notice.legal_basis, article=notice.article,
            channel=NoticeChannel.PHONE_TASK, at=at, reached=Reached.YES,
        )  # fmt: skip
        decision += Decision((told,))
    if notice.state is NoticeState.WITHDRAWN:
        return decision
    for fact in _heard(notice, what, begun, at):
        notice = notices.evolve(notice, fact)
        decision += Decision((notice,), (fact,))
    return decision


def _heard(notice: Notice, what: Done, begun: Try, at: datetime) -> Iterator[NoticeFact]:
    """What the agency has said on the phone, as if by itself."""
    late = at > notice.acknowledge_by if notice.is_silent else notice.late
    if notice.delivered_at is None:
        content = NoticeContent.FULL if what.fields else NoticeContent.CONTENT_FREE
        yield NoticeDelivered(
            **notice.names, channel=begun.channel, attempt=begun.attempt, content=content, delivered_at=at
        )  # fmt: skip
    if what.answer:
        yield AgencyAnswered(
            **notice.names, answer=what.answer, reason=what.reason, outcome=what.outcome, late=late, answered_at=at
        )  # fmt: skip
    elif notice.is_silent:
        yield NoticeAcknowledged(**notice.names, late=late, acknowledged_at=at)


def _a_try(
    notice: Notice, delivery: Delivery | None, outcome: TryOutcome, at: datetime, cause: Cause, *, ends: bool
) -> Decision:
    """A call in the book of tries; whoever was told needs no machine to tell them."""
    delivery = delivery or settled(begin(notice, cause))
    attempt = delivery.attempt + 1
    message = Message.WITHDRAWAL if notice.state is NoticeState.WITHDRAWN else Message.NOTICE
    begun = Try(
        try_id(notice.id, attempt), notice.id, attempt, NoticeChannel.PHONE_TASK, message, at, outcome
    )  # fmt: skip
    after = replace(delivery, attempt=attempt)
    return Decision((settled(after) if ends else after, begun))


def _done(
    before: FollowUp, notice: Notice, result: FollowUpResult, told_at: datetime | None, cause: Cause
) -> Decision:  # fmt: skip
    fact = FollowUpDone(**notice.names, result=result, staff=cause.staff, told_at=told_at, done_at=cause.time)
    return Decision((evolve(before, fact),), (fact,))


def _must_be_of_staff(cause: Cause) -> None:
    if cause.staff is None:
        raise Refusal(
            code="account-not-staff", title="The account is nobody's of the staff", status=403,
            detail="Who takes this on, and did it, is written down: sign in as a member of staff.",
        )  # fmt: skip


def _must_be_open(before: FollowUp) -> None:
    if not before.open:
        raise Refusal(
            code="follow-up-done", title="It is done", detail=f"It ended already: {before.result}. Read it again."
        )


def _must_be_free(before: FollowUp, cause: Cause) -> None:
    if before.claimed_by not in (None, cause.staff):
        raise Refusal(
            code="follow-up-claimed", title="A colleague has it",
            detail="Somebody else has taken it on; they lay it back first, or you do in their stead.",
        )  # fmt: skip


def _must_fit(notice: Notice, what: Done, at: datetime, cause: Cause) -> None:
    if not notice.issued_at <= at <= cause.time:
        raise Refusal(
            code="told-at-unlikely", title="They cannot have been told then",
            detail="Give an instant after the notice was issued that is over.",
            pointers=(("/told_at", "lies before the notice, or in the future"),),
        )  # fmt: skip
    allowed = DISCLOSED[notice.field_set] if notice.subject and notice.state is not NoticeState.WITHDRAWN else ()
    if not set(what.fields) <= set(allowed):
        raise Refusal(
            code="fields-not-allowed", title="They may not be told that",
            detail="The notice's rule lets out fewer fields. If more was said, tell your data protection officer.",
            pointers=(("/fields", "holds a field that the rule does not let out"),),
        )  # fmt: skip
    if what.answer and notice.state is NoticeState.WITHDRAWN:
        raise Refusal(
            code="notice-withdrawn", title="The notice was taken back", detail="Nothing is asked of them any more."
        )
