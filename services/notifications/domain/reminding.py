"""The clocks behind the first word: the agency's, for its answer and its outcome, and those of our own people."""

from collections.abc import Iterable
from uuid import UUID

from services.notifications.domain.follow_up import FollowUp, ask, outcome_due, owes_outcome
from services.notifications.domain.notice import Notice, NoticeState, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.codes import EscalationLevel
from shared.contracts.notice_codes import FollowUpReason, FollowUpRole
from shared.contracts.notifications import NoticeEscalated
from shared.decision import Cause, Decision, Ref, Timer, World


def refs(timer: Timer, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, UUID(timer.key)), (FollowUp, UUID(timer.key))]


def undecided(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """The agency has seen the notice, and in so long has not said whether it takes the matter on: a person asks."""
    notice, before = _read(world, timer)
    if notice.state is not NoticeState.ACKNOWLEDGED:
        return Decision()
    return ask(notice, before, FollowUpRole.WORKER, FollowUpReason.UNDECIDED, cause, rules, call=True)


def without_outcome(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """It took the matter on, and in so long has not said what came of it: a person asks."""
    notice, before = _read(world, timer)
    due = outcome_due(notice, rules) if owes_outcome(notice) else None
    # It may have said a word since, which began another clock.
    if due is None or timer.due < due:
        return Decision()
    return ask(notice, before, FollowUpRole.WORKER, FollowUpReason.NO_OUTCOME, cause, rules, call=True)


def not_done(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """Whoever was asked has not looked after the notice in time: somebody higher is asked, and in the end all to call.

    With the head, and with a call asked for, it stays open and is shown as overdue until somebody has done it.
    """
    notice, before = _read(world, timer)
    if before is None or not before.open or before.due_at != timer.due:
        return Decision()
    if before.role is not FollowUpRole.HEAD:
        return higher(notice, before, cause, rules)
    if before.reason is FollowUpReason.SILENT:
        return ask(notice, before, FollowUpRole.WORKER, before.reason, cause, rules, call=True)
    return Decision()


def higher(notice: Notice, before: FollowUp, cause: Cause, rules: Rulebook, calls: int | None = None) -> Decision:
    """The head is asked, and told so as by the ladder while the agency is silent."""
    calls = before.calls if calls is None else calls
    asked = ask(notice, before, FollowUpRole.HEAD, before.reason, cause, rules, call=before.call, calls=calls)
    if not notice.is_silent:
        return asked
    fact = NoticeEscalated(**notice.names, level=EscalationLevel.HEAD)
    return asked + Decision((evolve(notice, fact),), (fact,))


def _read(world: World, timer: Timer) -> tuple[Notice, FollowUp | None]:
    return world.get(Notice, UUID(timer.key)), world.get(FollowUp, UUID(timer.key))
