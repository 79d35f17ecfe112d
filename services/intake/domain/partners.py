"""Partners (sadarbības partneri) as configured: who may send us referrals, or is told of cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts.codes import PartnerKind
from shared.contracts.intake import PartnerOnboarded
from shared.decision import Decision, World


@dataclass(frozen=True, slots=True)
class Partner:
    """An institution; `id` is its code. What it may send stays in the configuration."""

    id: str
    kind: PartnerKind


def evolve(fact: PartnerOnboarded) -> Partner:
    """The partner after the fact about it."""
    return Partner(fact.partner, fact.kind)


def configure(world: World, wanted: Sequence[Partner]) -> Decision:
    """Bring the partners to what the configuration says; one that is unchanged causes no fact."""
    facts = tuple(
        PartnerOnboarded(partner=partner.id, kind=partner.kind)
        for partner in wanted
        if world.get(Partner, partner.id) != partner
    )
    return Decision(tuple(map(evolve, facts)), facts)
