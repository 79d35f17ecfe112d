"""Answering an inquiry (jautājums): it opens no case, and is over as soon as somebody has answered it."""

from services.intake.domain import receipts
from services.intake.domain.acts import Act, require
from services.intake.domain.referral import Referral, evolve
from shared.contracts.intake import InquiryAnswered
from shared.contracts.referral_codes import InquiryAnswer, ReferralOutcome
from shared.decision import Cause, Decision


def answer(referral: Referral, how: InquiryAnswer, cause: Cause) -> Decision:
    """Note how it was answered. Raises Refusal for anything but an inquiry, or when it is over already."""
    require(referral, Act.ANSWER)
    fact = InquiryAnswered(referral=referral.id, answer=how, by=cause.staff)
    return Decision((evolve(referral, fact),), (fact,), receipts.concluded(referral, ReferralOutcome.ANSWERED))
