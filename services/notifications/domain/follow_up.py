"""What a person has to do for a notice: call the agency that says nothing, decide when it refuses, ask what came of it.

It is asked for by what happens to the notice, whichever door that comes by (`follow`). A word of the agency ends it, so
does whoever does it. What nobody does in time is asked of somebody higher; it is never given up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.rules import Rulebook
from shared.contracts.codes import AnswerCode, EscalationLevel, NoticeChannel, OutcomeCode
from shared.contracts.follow_ups import FollowUpAsked, FollowUpClaimed, FollowUpDone
from shared.contracts.notice_codes import FollowUpReason, FollowUpResult, FollowUpRole
from shared.contracts.notifications import (
    AgencyAnswered,
    NoticeAcknowledged,
    NoticeEscalated,
    NoticeFact,
    NoticeWithdrawn,
)
from shared.decision import Cause, Consequence, Decision, Ref, Timer, World

FOLLOW_UP = "follow-up"
ANSWER = "answer"
OUTCOME = "outcome"

_UPWARDS = tuple(FollowUpRole)
_ASKED = {
    EscalationLevel.DEPUTY: (FollowUpRole.DEPUTY, False),
    EscalationLevel.HEAD: (FollowUpRole.HEAD, False),
    EscalationLevel.PHONE_TASK: (FollowUpRole.WORKER, True),
}
"""For each rung of the ladder: who is asked, and whether to call."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to be done by a person for one notice, under the notice's id. `role` is the highest who was asked."""

    id: UUID
    reason: FollowUpReason
    role: FollowUpRole
    call: bool
    due_at: datetime
    asked_at: datetime
    open: bool = True
    calls: int = 0
    """How often nobody picked up."""
    claimed_by: UUID | None = None
    claimed_at: datetime | None = None
    result: FollowUpResult | None = None
    told_at: datetime | None = None
    done_by: UUID | None = None
    done_at: datetime | None = None
    version: int = 1


def evolve(before: FollowUp | None, fact: FollowUpAsked | FollowUpClaimed | FollowUpDone) -> FollowUp:
    """The follow-up after a fact about it. What was done and is asked for again begins anew."""
    version = before.version + 1 if before else 1
    match fact:
        case FollowUpAsked():
            asked = FollowUp(
                fact.notice, fact.reason, fact.role, fact.call, fact.due_at, fact.asked_at, calls=fact.calls,
                version=version,
            )  # fmt: skip
            if before and before.open:
                return replace(asked, claimed_by=before.claimed_by, claimed_at=before.claimed_at)
            return asked
        case FollowUpClaimed():
            at = fact.claimed_at if fact.staff else None
            return replace(before, claimed_by=fact.staff, claimed_at=at, version=version)
        case FollowUpDone():
            return replace(
                before, open=False, result=fact.result, told_at=fact.told_at, done_by=fact.staff, done_at=fact.done_at,
                version=version,
            )  # fmt: skip
    raise TypeError(f"{fact.type} is not a fact about a follow-up")


def ask(
    notice: Notice,
    before: FollowUp | None,
    role: FollowUpRole,
    reason: FollowUpReason,
    cause: Cause,
    rules: Rulebook,
    *,
    call: bool,
    calls: int = 0,
) -> Decision:
    """Have a person look after the notice, or somebody higher; nothing when whoever is asked already is to do that."""
    if before and before.open:
        role, call = max(before.role, role, key=_UPWARDS.index), before.call or call
        calls = max(calls, before.calls)
        if (role, call, calls) == (before.role, before.call, before.calls):
            return Decision()
    due = rules.waits(cause.time, lambda patience: patience.person)
    fact = FollowUpAsked(
        **notice.names, reason=reason, role=role, call=call, calls=calls, due_at=due or cause.time,
        asked_at=cause.time,
    )  # fmt: skip
    after = evolve(before, fact)
    return Decision((after,), (fact,), timers=(Timer(FOLLOW_UP, notice.id, after.due_at),) if due else ())


def follow(world: World, decision: Decision, cause: Cause, rules: Rulebook) -> Decision:
    """What people have to do, or need not do any more, after what was decided about notices."""
    more = Decision()
    for fact in decision.facts:
        if isinstance(fact, NoticeEscalated | NoticeAcknowledged | AgencyAnswered | NoticeWithdrawn):
            states = (*decision.states, *more.states)
            notice = next(one for one in reversed(states) if isinstance(one, Notice) and one.id == fact.notice)
            known = (one for one in reversed(states) if isinstance(one, FollowUp) and one.id == fact.notice)
            before = next(known, None) or world.get(FollowUp, fact.notice)
            more += _following(fact, notice, before, cause, rules)
    return more


def _following(fact: NoticeFact, notice: Notice, before: FollowUp | None, cause: Cause, rules: Rulebook) -> Decision:
    if isinstance(fact, NoticeEscalated):
        role, call = _ASKED[fact.level]
        return ask(notice, before, role, _why(notice), cause, rules, call=call)
    ended = _ended(notice, before, fact, cause)
    before = ended.states[-1] if ended.states else before
    match fact:
        case NoticeAcknowledged():
            due = rules.waits(notice.acknowledged_at, lambda patience: patience.answer)
            return ended + (Decision(timers=(Timer(ANSWER, notice.id, due),)) if due else Decision())
        case AgencyAnswered(answer=AnswerCode.REFUSED):
            reason = FollowUpReason.REFUSED
            return ended + ask(notice, before, FollowUpRole.WORKER, reason, cause, rules, call=False)
        case AgencyAnswered():
            due = outcome_due(notice, rules) if owes_outcome(notice) else None
            return ended + (Decision(timers=(Timer(OUTCOME, notice.id, due),)) if due else Decision())
    if notice.channel is NoticeChannel.PHONE_TASK:
        # No machine told the agency, so that none takes it back.
        return ended + ask(
            notice, before, FollowUpRole.WORKER, FollowUpReason.WITHDRAWN, cause, rules, call=True
        )  # fmt: skip
    return ended


def _ended(notice: Notice, before: FollowUp | None, fact: NoticeFact, cause: Cause) -> Decision:
    if before is None or not before.open:
        return Decision()
    taken_back = isinstance(fact, NoticeWithdrawn)
    result = FollowUpResult.TAKEN_BACK if taken_back else FollowUpResult.AGENCY_SPOKE
    done = FollowUpDone(**notice.names, result=result, done_at=cause.time)
    return Decision((evolve(before, done),), (done,))


def _why(notice: Notice) -> FollowUpReason:
    if notice.state is NoticeState.WITHDRAWN:
        return FollowUpReason.WITHDRAWN
    if notice.overdue_since is not None:
        return FollowUpReason.SILENT
    return FollowUpReason.UNREACHABLE if notice.by_machine else FollowUpReason.BY_PHONE


def owes_outcome(notice: Notice) -> bool:
    """Whether the agency took the matter on and has not said yet what came of it."""
    return notice.answer is AnswerCode.ACCEPTED and notice.outcome in (None, OutcomeCode.IN_PROGRESS)


def outcome_due(notice: Notice, rules: Rulebook) -> datetime | None:
    """Until when it should have said so, by its last word."""
    return rules.waits(notice.answered_at, lambda patience: patience.outcome)


def _beside(asked: Iterable[Ref]) -> Iterable[Ref]:
    return [(FollowUp, id) for kind, id in asked if kind is Notice]


CONSEQUENCE = Consequence(_beside, follow)
