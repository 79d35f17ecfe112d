"""What reporting takes from the municipality's settings: names, small counts, and what figures are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.reporting.hidden import Limits
from services.reporting.words import Labels
from shared.settings import Settings
from shared.settings.disclosure import Disclosure
from shared.settings.section import Label


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
    institutions: int | None = None
    """How many institutions of its own the municipality says it has."""

    def limits(self, day: date) -> Limits:
        """What may be told of small counts in a report that ends on a day."""
        limit = self.disclosure.on(day)
        return Limits(limit.small, self.least_people, limit.round_to)


NO_RULES = Rules()
"""Where nobody set anything there are no names, and nothing to compare with."""


def rules(settings: Settings) -> Rules:
    labels = {
        "agency": {code: _by_language(partner.name) for code, partner in settings.partners.items()},
        "benefit": {kind.code: _by_language(kind.name) for kind in settings.benefits.kind},
        "training": {code: _by_language(training.name) for code, training in settings.trainings.items()},
        "campaign": {code: _by_language(campaign.title) for code, campaign in settings.campaigns.items()},
        "territory": {one.code: _by_language(one.name) for one in settings.atvk.territory},
    }
    quoted = settings.catalogue.institutions
    return Rules(
        _by_language(settings.municipality.name), labels, settings.disclosure, settings.caseload.least_people,
        quoted and quoted.count,
    )  # fmt: skip


def _by_language(label: Label) -> dict[str, str]:
    return {"lv": label.lv, "en": label.en}
