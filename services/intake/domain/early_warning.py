"""More of a kind than usual (agrīnā brīdināšana): counts per day and kind, and when they are too many.

The counts rest on intake's own facts alone, in whatever order they come, so that a rebuild gives the same. A referral
counts as the kind it was received as: a correction moves nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.intake.domain.rules import Rules, Watch
from shared.calendar import RIGA
from shared.contracts.codes import ReferralKind
from shared.contracts.early_warning import EarlyWarningRaised
from shared.decision import Decision, Ref, World

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class KindRate:
    """How many referrals of a kind came on each day, as far back as its rule looks. `id` is the kind."""

    id: str
    days: tuple[tuple[date, int], ...] = ()
    """In order; a day without any is left out."""
    raised_on: date | None = None
    """The day of the last warning."""

    def within(self, after: date, until: date) -> int:
        """How many came after the one day, until the other."""
        return sum(count for day, count in self.days if after < day <= until)


def refs(kind: ReferralKind) -> Iterable[Ref]:
    """What counting touches."""
    return ((KindRate, str(kind)),)


def received(world: World, kind: ReferralKind, at: datetime, rules: Rules) -> Decision:
    """One more of a kind; with a warning, where there are too many by now."""
    decision = counted(world, kind, at, rules)
    for rate in decision.states:
        fact = _warning(rate, kind, at.astimezone(RIGA).date(), rules.watch(kind, at))
        if fact:
            return Decision((raised(rate, fact),), (fact,))
    return decision


def counted(world: World, kind: ReferralKind, at: datetime, rules: Rules) -> Decision:
    """One more of a kind. Kinds that no rule looks at are not counted."""
    watch = rules.watch(kind, at)
    if watch is None:
        return Decision()
    rate = world.get(KindRate, str(kind)) or KindRate(str(kind))
    days = dict(rate.days)
    day = at.astimezone(RIGA).date()
    days[day] = days.get(day, 0) + 1
    since = max(days) - timedelta(days=watch.window_days + watch.baseline_days)
    kept = tuple(sorted((day, count) for day, count in days.items() if day > since))
    return Decision((replace(rate, days=kept),))


def raised(rate: KindRate | None, fact: EarlyWarningRaised) -> KindRate:
    """The rate after its warning."""
    rate = rate or KindRate(str(fact.kind))
    return replace(rate, raised_on=max(fact.day, rate.raised_on or fact.day))


def _warning(rate: KindRate, kind: ReferralKind, day: date, watch: Watch) -> EarlyWarningRaised | None:
    begins = day - timedelta(days=watch.window_days)
    count = rate.within(begins, day)
    before = rate.within(begins - timedelta(days=watch.baseline_days), begins)
    usual = before * watch.window_days * _THOUSAND // watch.baseline_days
    told = rate.raised_on is not None and rate.raised_on >= day
    if told or count < watch.least or count * _THOUSAND * _THOUSAND < usual * watch.factor:
        return None
    return EarlyWarningRaised(
        kind=kind, day=day, window_days=watch.window_days, counted=count, baseline_days=watch.baseline_days,
        usual=usual, rule=watch.rule,
    )  # fmt: skip
