"""What reporting takes from the municipality's settings: names, small counts, and what figures are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from services.reporting.disclosure.hidden import Limits
from services.reporting.labels.words import Labels
from shared.settings import Settings
from shared.settings.caseload import Caseload
from shared.settings.disclosure import Disclosure
from shared.settings.municipality import WorkingTime
from shared.settings.observances import Observances
from shared.settings.planning import Indicator, Workshop
from shared.settings.section import Label
from shared.settings.territories import Territories


@dataclass(frozen=True)
class Rules:
    """Nothing in it changes while the service runs."""

    municipality: Mapping[str, str] = field(default_factory=dict)
    """Its name by language."""
    labels: Mapping[str, Labels] = field(default_factory=dict)
    """Dimension → code → language → name, of what settings name."""
    disclosure: Disclosure = field(default_factory=Disclosure)
    least_people: int = 1
    """Fewer members of staff than these are never summed up for anybody but who answers for the work."""
    caseload: Caseload = field(default_factory=Caseload)
    """What a case weighs, and from when on somebody carries too much."""
    institutions: int | None = None
    """How many institutions of its own the municipality says it has."""
    territories: frozenset[str] = frozenset()
    """Its own codes, of all times: what is said of one of them is said of the whole municipality."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Whose figures of target groups are taken → of whom they tell: registered, known or unknown."""
    days: Observances = field(default_factory=Observances)
    """Days of the field's calendar, which charts over time mark."""
    indicators: tuple[Indicator, ...] = ()
    workshops: tuple[Workshop, ...] = ()

    atvk: Territories = field(default_factory=Territories)
    behind_after: timedelta = timedelta(minutes=1)
    """Of whom nothing was heard for longer than this is said to be behind."""
    clock: WorkingTime = field(default_factory=WorkingTime)

    def may_lag(self, now: datetime) -> timedelta:
        """The same, by a clock that may run faster."""
        return self.clock.goes(self.behind_after, now)

    def leads_to(self, code: str, day: date) -> str:
        """The code of what a territory was merged into until a day; itself where it was not, or nobody knows it."""
        named = self.atvk.named(code)
        return self.atvk.on(code, day).code if named and named.merged_into else code

    def within(self, code: str | None, day: date) -> list[str]:
        """The codes that lead to this one on a day, itself among them."""
        return [one.code for one in self.atvk.territory if self.leads_to(one.code, day) == code] or [code or ""]

    def limits(self, day: date) -> Limits:
        """What may be told of small counts in a report that ends on a day."""
        limit = self.disclosure.on(day)
        return Limits(limit.small, self.least_people, limit.round_to)


NO_RULES = Rules()
"""Where nobody set anything there are no names, and nothing to compare with."""


def rules(settings: Settings) -> Rules:
    planning, quoted = settings.planning, settings.catalogue.institutions
    return Rules(
        municipality=_by_language(settings.municipality.name),
        labels=_labels(settings),
        disclosure=settings.disclosure,
        least_people=settings.caseload.least_people,
        caseload=settings.caseload,
        days=settings.days,
        atvk=settings.atvk,
        institutions=quoted and quoted.count,
        territories=frozenset(one.code for one in settings.municipality.atvk),
        sources={code: source.tells for code, source in settings.register_sources.items()},
        indicators=planning.indicator,
        workshops=planning.workshop,
        behind_after=timedelta(seconds=settings.reporting.behind_after),
        clock=settings.calendar,
    )


def _labels(settings: Settings) -> dict[str, Labels]:
    names = {
        "agency": {code: partner.name for code, partner in settings.partners.items()},
        # One code may have had several rules, one after the other.
        "rule": {rule.code: rule.name for rule in settings.notifications.rules.rule if rule.name},
        "benefit": {kind.code: kind.name for kind in settings.benefits.kind},
        "training": {code: training.name for code, training in settings.trainings.items()},
        "campaign": {code: campaign.title for code, campaign in settings.campaigns.items()},
        "territory": {one.code: one.name for one in settings.atvk.territory},
        "register_source": {code: source.name for code, source in settings.register_sources.items()},
        "indicator": {one.code: one.name for one in settings.planning.indicator},
        "workshop": {one.code: one.name for one in settings.planning.workshop},
    }
    return {by: {code: _by_language(name) for code, name in named.items()} for by, named in names.items()}


def _by_language(label: Label) -> dict[str, str]:
    return {"lv": label.lv, "en": label.en}
