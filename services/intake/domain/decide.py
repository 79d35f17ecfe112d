"""What happens to a registered referral: accepted, declined, taken up by a case, concluded with it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.intake.domain import receipts
from services.intake.domain.referral import Referral, ReferralState, evolve
from services.intake.domain.rules import Rules
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import DeclineReason, ReferralDecision
from shared.contracts.intake import ReferralAccepted, ReferralConcluded, ReferralDeclined
from shared.decision import Cause, Decision, Ref, Refusal, World


def accept(referral: Referral, cause: Cause, rules: Rules) -> Decision:
    """Accept a referral: cases will open a case from the fact. Raises Refusal when it is decided already."""
    _must_be_undecided(referral)
    fact = ReferralAccepted(
        referral=referral.id, number=referral.number, partner=referral.partner, kind=referral.kind,
        priority=referral.priority, needs=referral.needs, subjects=referral.subjects, age_band=referral.age_band,
        due_at=rules.triage(referral.kind, referral.needs, referral.received_at).contact_by, by=cause.staff,
    )  # fmt: skip
    return Decision((evolve(referral, fact),), (fact,), receipts.decided(referral, ReferralDecision.ACCEPTED))


def decline(referral: Referral, reason: DeclineReason, cause: Cause) -> Decision:
    """Decline a referral with a reason that the partner is told. Raises Refusal when it is decided already."""
    _must_be_undecided(referral)
    fact = ReferralDeclined(referral=referral.id, reason=reason, by=cause.staff)
    return Decision((evolve(referral, fact),), (fact,), receipts.decided(referral, ReferralDecision.DECLINED, reason))


def referrals_of(fact: CaseOpened | CaseClosed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((Referral, id) for id in fact.referrals)


def taken_up(world: World, fact: CaseOpened, cause: Cause, rules: Rules) -> Decision:
    """A case grew from referrals: they are in progress."""
    return Decision(
        tuple(
            replace(referral, state=ReferralState.IN_PROGRESS, case_id=fact.case, version=referral.version + 1)
            for referral in _known(world, fact.referrals)
            if referral.state is ReferralState.ACCEPTED
        )
    )


def concluded(world: World, fact: CaseClosed, cause: Cause, rules: Rules) -> Decision:
    """The case has ended: the loop is closed with the partner's last receipt."""
    decision = Decision()
    for referral in _known(world, fact.referrals):
        if referral.state is not ReferralState.COMPLETED:
            ended = ReferralConcluded(referral=referral.id, case=fact.case, outcome=fact.outcome)
            decision += Decision((evolve(referral, ended),), (ended,), receipts.concluded(referral, fact.outcome))
    return decision


def _known(world: World, ids: Iterable[UUID]) -> Iterable[Referral]:
    return (referral for id in ids if (referral := world.get(Referral, id)))


def _must_be_undecided(referral: Referral) -> None:
    if referral.state is not ReferralState.RECEIVED:
        raise Refusal(
            code="referral-already-decided",
            title="The referral is decided already",
            detail=f"Referral {referral.number} is {referral.state}; a decision is taken once.",
        )
