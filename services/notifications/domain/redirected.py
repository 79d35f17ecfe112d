"""A redirected referral: whoever it belongs to now is told, by the rules for them, with its clock kept."""

from collections.abc import Iterable

from services.notifications.domain.about import About
from services.notifications.domain.issue import tell as tell_of
from services.notifications.domain.issue import touched
from services.notifications.domain.matter import Matter
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.situation import Situation
from shared.calendar import RIGA
from shared.contracts.codes import AgeBand, Priority
from shared.contracts.intake import ReferralRedirected
from shared.decision import Cause, Decision, Ref, World


def refs(fact: ReferralRedirected, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    for rule in rules.fitting(situation_of(fact, cause, rules)):
        yield from touched(cause, rule)


def tell(world: World, fact: ReferralRedirected, cause: Cause, rules: Rulebook) -> Decision:
    """Issue what the rules for its new owner say; nothing for one who is no partner: its sender was told whose it is.

    Facts of before they carried a number told nobody, and tell nobody when they are heard again.
    """
    about = About(
        None, fact.referral, next(iter(fact.subjects), None), fact.needs, fact.priority or Priority.ROUTINE, fact.due_at
    )
    decision, _ = tell_of(world, situation_of(fact, cause, rules), about, None, cause, rules)
    return decision + Decision((Matter(fact.referral, fact.number),)) if decision.states else decision


def situation_of(fact: ReferralRedirected, cause: Cause, rules: Rulebook) -> Situation:
    """What rules look at; the owner is empty where nobody can be told."""
    owner = fact.partner or rules.municipalities.get(fact.municipality)
    return Situation(
        frozenset(fact.needs), fact.priority or Priority.ROUTINE, fact.age_band or AgeBand.UNKNOWN,
        (fact.redirected_at or cause.time).astimezone(RIGA).date(), on="ReferralRedirected",
        owner=owner if owner and fact.number else "",
    )  # fmt: skip
