"""Gifts (balvas) for the first answers: who wins follows from the log, and a code lets winners collect them unnamed.

Receipt numbers and claim codes are keyed digests of the answer's id. They are stored nowhere and worked out when asked
for: whoever reads the database or the facts cannot collect a gift.
"""

from dataclasses import replace
from uuid import UUID

from services.intake.domain.feedback.answer import Answer, evolve
from services.intake.domain.feedback.campaign import Campaign, FeedbackRules
from shared.contracts.feedback import GiftCollected
from shared.decision import Cause, Decision, Refusal
from shared.shown_code import same, shown_code


def wins(answer: Answer, campaign: Campaign) -> bool:
    """Whether the answer is among the first that get a gift."""
    return answer.place <= campaign.gifts


def receipt_number(answer: Answer, rules: FeedbackRules) -> str:
    """What the answerer alone is told: 7K3M9-QZTAB."""
    return shown_code(f"receipt:{answer.campaign}:{answer.id}", rules)


def claim_code(campaign: str, answer: UUID, rules: FeedbackRules) -> str:
    """What a winner shows to collect the gift, in the same form."""
    return shown_code(f"claim:{campaign}:{answer}", rules)


def show_claim(answer: Answer, campaign: Campaign, receipt: str, rules: FeedbackRules) -> Decision:
    """The answerer, who knows the receipt number, asks for the claim code. It is shown once. Raises Refusal."""
    if not same(receipt_number(answer, rules), receipt):
        raise Refusal(
            code="receipt-unknown",
            title="The receipt number does not belong to the answer",
            detail="Send the receipt number exactly as the answer to your answer gave it.",
            status=403,
        )
    if not wins(answer, campaign):
        raise Refusal(
            code="no-gift",
            title="There is no gift for this answer",
            detail=f"The first {campaign.gifts} answers in the order of the log get a gift; others came before this.",
        )
    if answer.claim_shown:
        raise Refusal(
            code="claim-code-shown",
            title="The claim code was shown already",
            detail="It is shown once; the same request with its own Idempotency-Key shows it again for 72 hours.",
        )
    return Decision((replace(answer, claim_shown=True, version=answer.version + 1),))


def collect(answer: Answer, cause: Cause) -> Decision:
    """Somebody showed the claim code and gets the gift. Raises Refusal when it is gone."""
    if answer.collected:
        raise Refusal(
            code="gift-collected",
            title="The gift was collected already",
            detail="A gift is handed over once; whoever shows this code now came second.",
        )
    fact = GiftCollected(campaign=answer.campaign, answer=answer.id, by=cause.staff)
    return Decision((evolve(answer, fact),), (fact,))


def winner(winners: list[UUID], campaign: str, code: str, rules: FeedbackRules) -> UUID:
    """Which of the winners a code belongs to. Raises Refusal when to none."""
    found = [id for id in winners if same(claim_code(campaign, id, rules), code)]
    if not found:
        raise Refusal(
            code="claim-code-unknown",
            title="No gift of this campaign has that code",
            detail="Compare the code letter by letter, and the campaign.",
            status=404,
        )
    return found[0]
