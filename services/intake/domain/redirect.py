"""Redirecting: the referral is a partner's or another municipality's matter, and its sender is told whose."""

from services.intake.domain import receipts
from services.intake.domain.acts import Act, require
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import Rules
from shared.contracts.intake import ReferralRedirected
from shared.decision import Cause, Decision, Refusal


def redirect(referral: Referral, to: str, cause: Cause, rules: Rules) -> Decision:
    """Redirect to a partner (its code) or a municipality (its ATVK code).

    The clock is kept: the fact says until when it must be decided, wherever it is. Raises Refusal when the referral
    cannot be redirected any more, or not there.
    """
    require(referral, Act.REDIRECT)
    elsewhere = to.isdigit()
    if elsewhere and (place := rules.place(to, cause.time)):
        to = place.code  # what an old code has become
    if rules.is_ours(to, cause.time) if elsewhere else not rules.is_partner(to) or to == referral.partner:
        raise Refusal(
            code="redirect-nowhere",
            title="The referral cannot be redirected there",
            detail="Name a partner of ours other than its sender, or the ATVK code of another municipality.",
            pointers=(("/to", "is nobody it can be redirected to"),),
        )
    whose = {"municipality" if elsewhere else "partner": to}
    fact = ReferralRedirected(
        referral=referral.id, **whose, due_at=referral.decide_by, redirected_at=cause.time,
        number=referral.number, priority=referral.priority, needs=referral.needs,
        subjects=referral.subjects, age_band=referral.age_band, by=cause.staff,
    )  # fmt: skip
    after = evolve(referral, fact)
    return Decision((after,), (fact,), receipts.redirected(after))
