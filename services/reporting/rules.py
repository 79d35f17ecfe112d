"""What reporting takes from the municipality's settings: names, and which counts are small."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.hidden import Limits
from shared.settings import Settings
from shared.settings.disclosure import Disclosure
from shared.settings.section import Label


@dataclass(frozen=True)
class Names:
    """Public names by language."""

    municipality: Mapping[str, str]
    agencies: Mapping[str, Mapping[str, str]]
    disclosure: Disclosure
    least_people: int
    """Fewer members of staff than these are never summed up for anybody but who answers for the work."""

    def limits(self, day: date) -> Limits:
        """What may be told of small counts in a report that ends on a day."""
        limit = self.disclosure.on(day)
        return Limits(limit.small, self.least_people, limit.round_to)


def rules(settings: Settings) -> Names:
    return Names(
        _by_language(settings.municipality.name),
        {code: _by_language(partner.name) for code, partner in settings.partners.items()},
        settings.disclosure,
        settings.caseload.least_people,
    )


def _by_language(label: Label) -> dict[str, str]:
    return {"lv": label.lv, "en": label.en}
