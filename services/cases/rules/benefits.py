"""The municipality's list of benefits, in the domain's terms."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from shared.settings.benefits import Benefits


@dataclass(frozen=True)
class ConfiguredBenefits:
    """See `domain.benefits.rules.BenefitRules`."""

    listed: Benefits
    systems: Collection[str]

    @property
    def notice_days(self) -> int:
        return self.listed.notice_days

    def is_known(self, what: str, day: date) -> bool:
        return any(kind.code == what for kind in self.listed.on(day))

    def is_system(self, system: str) -> bool:
        return system in self.systems
