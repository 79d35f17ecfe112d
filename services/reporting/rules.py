"""What reporting shows of the municipality's settings: its name, and the names of the agencies it works with."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.settings import Settings
from shared.settings.section import Label


@dataclass(frozen=True)
class Names:
    """Public names by language."""

    municipality: Mapping[str, str]
    agencies: Mapping[str, Mapping[str, str]]


def rules(settings: Settings) -> Names:
    return Names(
        _by_language(settings.municipality.name),
        {code: _by_language(partner.name) for code, partner in settings.partners.items()},
    )


def _by_language(label: Label) -> dict[str, str]:
    return {"lv": label.lv, "en": label.en}
