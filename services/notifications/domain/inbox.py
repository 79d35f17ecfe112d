"""The inbox of an agency: several people work from it at once, and whoever takes a notice on says so.

Who that is, the agency alone knows: here it is a code. Whoever takes a notice on has seen it, so that a claim is an
acknowledgement as well.
"""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from services.notifications.domain import answers
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.notifications import NoticeClaimed
from shared.contracts.partner import NoticeAcknowledged
from shared.decision import Cause, Decision, Ref, Refusal, World


class Tray(StrEnum):
    """Where a notice lies in its agency's inbox."""

    NEW = "new"
    """Nobody has said a word, and there is time."""
    OVERDUE = "overdue"
    """Nobody has said a word, and the time is up; an answer still counts, as a late one."""
    OPEN = "open"
    """It was acknowledged, and waits for an answer."""
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


def refs(notice: UUID) -> Iterable[Ref]:
    return [(Notice, notice), (Delivery, notice)]


def claim(world: World, notice: UUID, clerk: str, cause: Cause, rules: Rulebook) -> Decision:
    """Somebody of the agency takes it on. Raises Refusal when a colleague has it, or when it is not theirs to take."""
    seen = answers.acknowledge(world, NoticeAcknowledged(notice=notice), cause, rules)
    before = world.get(Notice, notice)
    if before.claimed_by == clerk:
        return seen
    if before.claimed_by:
        raise Refusal(
            code="notice-claimed", title="A colleague has it",
            detail=f"{before.claimed_by} has taken it on; they lay it back first, or you do in their stead.",
        )  # fmt: skip
    after = next((state for state in seen.states if isinstance(state, Notice)), before)
    return seen + _taken(after, clerk, cause)


def release(world: World, notice: UUID, cause: Cause) -> Decision:
    """Lay it back for the colleagues: anybody of the agency may, for whoever has it may be away. Raises Refusal."""
    before = answers.theirs(world, notice, cause)
    return _taken(before, None, cause) if before.claimed_by else Decision()


def _taken(notice: Notice, clerk: str | None, cause: Cause) -> Decision:
    fact = NoticeClaimed(**notice.names, clerk=clerk, claimed_at=cause.time)
    return Decision((evolve(notice, fact),), (fact,))
