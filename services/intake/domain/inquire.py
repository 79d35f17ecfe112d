"""Asking for what is missing: the clock stands still until it comes, and then runs on with the rest of its time."""

from services.intake.domain import receipts
from services.intake.domain.acts import Act, require
from services.intake.domain.clock import clock
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import Rules
from services.intake.domain.supplement import supplement
from shared.contracts.intake import InformationRequested, InformationSupplied
from shared.contracts.referral_codes import InformationCode, ReferralState
from shared.decision import Cause, Decision


def ask(referral: Referral, missing: tuple[InformationCode, ...], cause: Cause, rules: Rules) -> Decision:
    """Ask the sender, or whoever may know. Raises Refusal when the referral is decided or waits already."""
    require(referral, Act.ASK)
    left = rules.clock_left(referral.rule, cause.time, referral.decide_by)
    fact = InformationRequested(referral=referral.id, asked=missing, left=left, by=cause.staff)
    return Decision((evolve(referral, fact),), (fact,), receipts.asked(referral, missing))


def take_down(referral: Referral, words: str, cause: Cause, rules: Rules) -> Decision:
    """Staff learnt something by phone or on paper, and write it down. Raises Refusal when the referral is over."""
    require(referral, Act.SUPPLY)
    noted = supplement(referral, Act.SUPPLY, {"narrative": words}, cause)
    return supplied(referral, cause, rules) + Decision((noted,))


def supplied(referral: Referral, cause: Cause, rules: Rules) -> Decision:
    """Something more is known. A clock that ran out before it was stopped stays as it was, and is not missed twice."""
    due_at = None
    if referral.state is ReferralState.NEEDS_INFO:
        left = referral.clock_left
        due_at = rules.clock_resumed(referral.rule, cause.time, left) if left else referral.decide_by
    fact = InformationSupplied(referral=referral.id, due_at=due_at, by=cause.staff)
    after = evolve(referral, fact)
    return Decision((after,), (fact,), timers=clock(after) if referral.clock_left else ())
