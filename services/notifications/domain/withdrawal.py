"""Taking notices back: by staff with a reason, and by itself when the case is closed before anybody answered."""

from collections.abc import Iterable
from uuid import UUID

from services.notifications.domain.delivery import Delivery, withdrawn
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.cases import CaseClosed
from shared.contracts.codes import NoticeWithdrawal
from shared.contracts.notifications import NoticeWithdrawn
from shared.decision import Cause, Decision, Ref, Refusal, Timer, World

WITHDRAWAL = "withdrawal"


def withdraw(notice: Notice, delivery: Delivery | None, reason: NoticeWithdrawal) -> Decision:
    """Take a notice back; whoever may have been told is told that too. Raises Refusal when it is over already."""
    if not notice.is_open:
        raise Refusal(
            code="notice-over", title="The notice is over",
            detail=f"The notice is {notice.state}; only one that nobody has answered yet can be taken back.",
        )  # fmt: skip
    return _taken_back(notice, delivery, reason)


def refs_of_case(fact: CaseClosed, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(CaseFile, fact.case)]


def case_closed(world: World, fact: CaseClosed, cause: Cause, rules: Rulebook) -> Decision:
    """Each notice of the case is dealt with by a command of its own, due at once: its file knows them, not the fact."""
    file = world.get(CaseFile, fact.case)
    return Decision(timers=tuple(Timer(WITHDRAWAL, notice, cause.time) for notice in (file.notices if file else ())))


def refs(timer: Timer, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Notice, UUID(timer.key)), (Delivery, UUID(timer.key))]


def unanswered(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """The case was closed: what nobody has answered is asked of nobody any more."""
    notice, delivery = world.get(Notice, UUID(timer.key)), world.get(Delivery, UUID(timer.key))
    return _taken_back(notice, delivery, NoticeWithdrawal.CASE_CLOSED) if notice.is_open else Decision()


def _taken_back(notice: Notice, delivery: Delivery | None, reason: NoticeWithdrawal) -> Decision:
    fact = NoticeWithdrawn(**notice.names, reason=reason)
    # A notice that was restored has no delivery until its case is heard again.
    return Decision((evolve(notice, fact), *([withdrawn(notice, delivery)] if delivery else [])), (fact,))
