"""Links between referrals that belong together: each keeps its own life, and a link can be taken away again."""

from uuid import UUID

from services.intake.domain.acts import Act, require
from services.intake.domain.referral import Referral, evolve
from shared.contracts.intake import ReferralsLinked, ReferralsUnlinked
from shared.contracts.referral_codes import ReferralRelation
from shared.decision import Cause, Decision, Refusal


def link(one: Referral, other: Referral | None, relation: ReferralRelation, cause: Cause) -> Decision:
    """Say that two referrals belong together. Raises Refusal when there is no other one, or they are linked."""
    require(one, Act.LINK)
    if other is None or other.id == one.id or other.id in one.links:
        raise Refusal(
            code="cannot-be-linked",
            title="These referrals cannot be linked",
            detail="Name another referral than this one that exists and is not linked to it yet.",
            pointers=(("/other", "cannot be linked to this one"),),
        )
    fact = ReferralsLinked(referral=one.id, other=other.id, relation=relation, by=cause.staff)
    return Decision((evolve(one, fact), evolve(other, fact)), (fact,))


def unlink(one: Referral, other: Referral | None, id: UUID, cause: Cause) -> Decision:
    """Take a link away. Raises Refusal when there is none between these two."""
    require(one, Act.UNLINK)
    if other is None or id not in one.links:
        raise Refusal(
            code="not-linked", title="The referrals are not linked",
            detail=f"Referral {one.number} is not linked to that one; read it again to see its links.",
        )  # fmt: skip
    fact = ReferralsUnlinked(referral=one.id, other=id, by=cause.staff)
    return Decision((evolve(one, fact), evolve(other, fact)), (fact,))
