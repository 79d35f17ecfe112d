"""The clocks of a notice: when the acknowledgement runs out, and who is told rung by rung while nobody answers."""

from collections.abc import Iterable
from uuid import UUID

from services.notifications.domain.notice import Notice, Rung, evolve
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.trying import by_phone
from shared.contracts.codes import EscalationLevel
from shared.contracts.notifications import AcknowledgementOverdue, NoticeEscalated
from shared.decision import Cause, Decision, Ref, Timer, World

ACKNOWLEDGEMENT = "acknowledgement"
ESCALATION = "escalation"


def acknowledgement(notice: Notice) -> Timer:
    return Timer(ACKNOWLEDGEMENT, notice.id, notice.acknowledge_by)


def refs(timer: Timer, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, UUID(timer.key))]


def overdue(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """The agency's time has run out without a word. Without a ladder, a person is told at once."""
    notice = world.get(Notice, UUID(timer.key))
    # A stricter clock took the place of the one that this timer was set by, and has run out before.
    is_behind = timer.due > notice.acknowledge_by and notice.overdue_since is not None
    if not notice.is_silent or is_behind:
        return Decision()
    decision = Decision()
    if notice.overdue_since is None:  # after a restore it may be known already, while the ladder's clock is lost
        fact = AcknowledgementOverdue(**notice.names, overdue_since=notice.acknowledge_by)
        notice = evolve(notice, fact)
        decision = Decision((notice,), (fact,))
    return decision + (_next(notice, notice.ladder[0]) if notice.ladder else by_phone(notice))


def escalate(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """A rung's time has come and there is still no word: its level is told, and the next rung's clock runs."""
    notice = world.get(Notice, UUID(timer.key))
    place = next((n for n, rung in enumerate(notice.ladder) if rung.due == timer.due), None)
    if not notice.is_silent or place is None:
        return Decision()
    rung, above = notice.ladder[place], notice.ladder[place + 1 :]
    decision = by_phone(notice) if rung.level is EscalationLevel.PHONE_TASK else _told(notice, rung)
    return decision + (_next(notice, above[0]) if above else Decision())


def _told(notice: Notice, rung: Rung) -> Decision:
    fact = NoticeEscalated(**notice.names, level=rung.level)
    return Decision((evolve(notice, fact),), (fact,))


def _next(notice: Notice, rung: Rung) -> Decision:
    return Decision(timers=(Timer(ESCALATION, notice.id, rung.due),))
