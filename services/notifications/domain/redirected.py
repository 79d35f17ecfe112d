"""A redirected referral: whoever it belongs to now is told, by the rules for them, with its clock kept."""

from collections.abc import Iterable

from services.notifications.domain.issue import About, issued, notice_id, touched
from services.notifications.domain.matter import Matter
from services.notifications.domain.rules import Rule, Rulebook, Situation
from shared.calendar import RIGA
from shared.contracts.codes import AgeBand, Priority
from shared.contracts.intake import ReferralRedirected
from shared.decision import Cause, Decision, Ref, World


def refs(fact: ReferralRedirected, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    for rule in _rules_for(fact, cause, rules):
        yield from touched(cause, rule)


def tell(world: World, fact: ReferralRedirected, cause: Cause, rules: Rulebook) -> Decision:
    """Issue what the rules for its new owner say; nothing for one who is no partner: its sender was told whose it is.

    Facts of before they carried a number told nobody, and tell nobody when they are heard again.
    """
    about = About(
        None, fact.referral, next(iter(fact.subjects), None), fact.needs, fact.priority or Priority.ROUTINE, fact.due_at
    )
    decision = Decision()
    for rule in _rules_for(fact, cause, rules):
        decision += issued(world, notice_id(cause, rule), rule, about, cause, rules)
    return decision + Decision((Matter(fact.referral, fact.number),)) if decision.states else decision


def _rules_for(fact: ReferralRedirected, cause: Cause, rules: Rulebook) -> list[Rule]:
    owner = fact.partner or rules.municipalities.get(fact.municipality)
    if owner is None or fact.number is None:
        return []
    situation = Situation(
        frozenset(fact.needs), fact.priority or Priority.ROUTINE, fact.age_band or AgeBand.UNKNOWN,
        (fact.redirected_at or cause.time).astimezone(RIGA).date(), on="ReferralRedirected",
    )  # fmt: skip
    return [rule for rule in rules.fitting(situation) if rule.agency == owner]
