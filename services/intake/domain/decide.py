"""What happens to a registered referral: accepted, declined, taken up by a case, concluded with it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.intake.domain.referral import Referral, ReferralState, evolve
from services.intake.domain.rules import Rules
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import DeclineReason, ReferralDecision
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralConcluded, ReferralDeclined
from shared.contracts.message import EdgeMessage
from shared.contracts.partner import ReferralConcluded as ConcludedReceipt
from shared.contracts.partner import ReferralDecided
from shared.decision import Cause, Decision, Ref, Refusal, Reply, World


def accept(referral: Referral, cause: Cause, rules: Rules) -> Decision:
    """Accept a referral: cases will open a case from the fact. Raises Refusal when it is decided already."""
    _must_be_undecided(referral)
    fact = ReferralAccepted(
        referral=referral.id, number=referral.number, partner=referral.partner, kind=referral.kind,
        priority=referral.priority, needs=referral.needs, subjects=referral.subjects, age_band=referral.age_band,
        due_at=rules.triage(referral.kind, referral.needs, referral.received_at).contact_by, by=cause.staff,
    )  # fmt: skip
    return _decided(referral, fact, ReferralDecision.ACCEPTED)


def decline(referral: Referral, reason: DeclineReason, cause: Cause) -> Decision:
    """Decline a referral with a reason that the partner is told. Raises Refusal when it is decided already."""
    _must_be_undecided(referral)
    fact = ReferralDeclined(referral=referral.id, reason=reason, by=cause.staff)
    return _decided(referral, fact, ReferralDecision.DECLINED, reason)


def referrals_of(fact: CaseOpened | CaseClosed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((Referral, id) for id in fact.referrals)


def taken_up(world: World, fact: CaseOpened, cause: Cause, rules: Rules) -> Decision:
    """A case grew from referrals: they are in progress."""
    states = tuple(
        replace(referral, state=ReferralState.IN_PROGRESS, case_id=fact.case, version=referral.version + 1)
        for referral in _known(world, fact.referrals)
        if referral.state is ReferralState.ACCEPTED
    )
    return Decision(states)


def concluded(world: World, fact: CaseClosed, cause: Cause, rules: Rules) -> Decision:
    """The case has ended: the loop is closed with the partner's last receipt."""
    decision = Decision()
    for referral in _known(world, fact.referrals):
        if referral.state is ReferralState.COMPLETED:
            continue
        ended = ReferralConcluded(referral=referral.id, case=fact.case, outcome=fact.outcome)
        receipt = referral.reference and ConcludedReceipt(
            reference=referral.reference, number=referral.number, outcome=fact.outcome
        )
        decision += Decision((evolve(referral, ended),), (ended,), _reply(referral, receipt))
    return decision


def _known(world: World, ids: Iterable[UUID]) -> Iterable[Referral]:
    return (referral for id in ids if (referral := world.get(Referral, id)))


def _decided(
    referral: Referral, fact: Fact, decision: ReferralDecision, reason: DeclineReason | None = None
) -> Decision:
    receipt = referral.reference and ReferralDecided(
        reference=referral.reference, number=referral.number, decision=decision, reason=reason
    )
    return Decision((evolve(referral, fact),), (fact,), _reply(referral, receipt))


def _reply(referral: Referral, receipt: EdgeMessage | None) -> tuple[Reply, ...]:
    return (Reply(referral.partner, receipt),) if referral.partner and receipt else ()


def _must_be_undecided(referral: Referral) -> None:
    if referral.state is not ReferralState.RECEIVED:
        raise Refusal(
            code="referral-already-decided",
            title="The referral is decided already",
            detail=f"Referral {referral.number} is {referral.state}; a decision is taken once.",
        )
