"""Answers outside a campaign's window: refused with when it opens or closed, and nothing kept of them but a count."""

from collections.abc import Iterable
from datetime import datetime

from services.intake.domain.feedback.campaign import Campaign, RefusedAnswers, refused_id
from shared.calendar import RIGA
from shared.contracts.feedback_codes import AnswerRefusal
from shared.contracts.partner import MessageRejected, Problem
from shared.decision import Cause, Decision, Ref, Refusal, Reply, World

_BY_CODE = {"campaign-not-open-yet": AnswerRefusal.TOO_EARLY, "campaign-closed": AnswerRefusal.TOO_LATE}


def check_window(campaign: Campaign, instant: datetime) -> None:
    """Raises Refusal when an answer of that instant does not count."""
    match campaign.refusal(instant):
        case AnswerRefusal.TOO_EARLY:
            raise Refusal(
                code="campaign-not-open-yet",
                title="The campaign has not begun",
                detail=f"It opens at {_wall(campaign.opens)}.",
            )
        case AnswerRefusal.TOO_LATE:
            raise Refusal(
                code="campaign-closed",
                title="The campaign is over",
                detail=f"It closed at {_wall(campaign.closes)}; that second still counted.",
            )


def outside(refusal: Refusal) -> AnswerRefusal | None:
    """Whether a refusal says that an answer came too early or too late; None for any other."""
    return _BY_CODE.get(refusal.code)


def refs(campaign: str) -> Iterable[Ref]:
    """What counting a refused answer may touch."""
    return [(RefusedAnswers, refused_id(campaign, refusal)) for refusal in AnswerRefusal]


def counted(world: World, campaign: str, why: AnswerRefusal) -> Decision:
    """One more answer that came too early or too late."""
    id = refused_id(campaign, why)
    before = world.get(RefusedAnswers, id) or RefusedAnswers(id)
    return Decision((RefusedAnswers(id, before.count + 1),))


def rejected(refusal: Refusal, reference: str, cause: Cause) -> Decision:
    """The receipt for a portal's message that was refused for its time. It is not parked: nothing of it is kept."""
    problem = Problem(type=f"/problems/{refusal.code}", title=refusal.title, detail=refusal.detail)
    return Decision(
        replies=(Reply(cause.partner, MessageRejected(message=cause.message, reference=reference, problem=problem)),)
    )


def _wall(instant: datetime) -> str:
    """As the clock on the wall in Riga shows it, with its offset: 2025-10-31 23:59:59+02:00."""
    return instant.astimezone(RIGA).isoformat(sep=" ", timespec="seconds")
