"""Thanks and proposals are read by somebody of ours before anybody else sees them; a verdict may be changed later."""

from services.intake.domain.feedback.answer import Answer, evolve
from shared.contracts.feedback import ProposalModerated, ThanksModerated
from shared.contracts.feedback_codes import CampaignKind, HideReason, Verdict
from shared.decision import Cause, Decision, Refusal


def moderate(answer: Answer, reason: HideReason | None, cause: Cause) -> Decision:
    """Hide the words for a reason, or let them be seen when there is none. The answer counts either way.

    Raises Refusal where there are no words, or that verdict stands already.
    """
    verdict = Verdict.HIDDEN if reason else Verdict.APPROVED
    if answer.kind is CampaignKind.SATISFACTION:
        raise Refusal(
            code="nothing-to-moderate",
            title="The answer has no words",
            detail="Only thanks and proposals are moderated.",
        )
    if (answer.verdict, answer.reason) == (verdict, reason):
        raise Refusal(
            code="already-moderated",
            title="The same was decided before",
            detail=f"It is {verdict} already; another verdict may follow.",
        )
    told = {"campaign": answer.campaign, "answer": answer.id, "verdict": verdict, "reason": reason, "by": cause.staff}
    fact = ThanksModerated(**told, worker=answer.worker) if answer.worker else ProposalModerated(**told)
    return Decision((evolve(answer, fact),), (fact,))
