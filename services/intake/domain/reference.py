"""Finding a referral by its sender's own reference. Another partner's looks as if it did not exist."""

from dataclasses import dataclass
from uuid import UUID

from services.intake.domain.referral import Referral
from shared.decision import Ref, Refusal, World


@dataclass(frozen=True, slots=True)
class PartnerReference:
    """Which referral a partner means: `id` is its code and its reference. Used twice, the later referral is meant."""

    id: str
    referral: UUID

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        return ((Referral, self.referral),)


def name(partner: str | None, reference: str) -> str:
    """The key of a PartnerReference. No partner's code holds a slash."""
    return f"{partner}/{reference}"


def named(world: World, partner: str | None, reference: str) -> Referral | None:
    """The referral, when the partner has one of that reference."""
    found = world.get(PartnerReference, name(partner, reference))
    return world.get(Referral, found.referral) if found else None


def theirs(referral: Referral | None, partner: str | None) -> Referral:
    """The same referral. Raises Refusal when there is none, or it is not this partner's."""
    if referral is None or referral.partner is None or referral.partner != partner:
        raise Refusal(
            code="referral-unknown", title="There is no such referral of yours", status=404,
            detail="None of your referrals has this reference or id; compare it with your receipts.",
        )  # fmt: skip
    return referral
