"""The municipality's settings in the domain's terms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.cases.domain.units.staff import Staff, Unit
from shared.contracts.codes import AgeBand, NeedCode
from shared.settings import Settings
from shared.settings import municipality as configured


@dataclass(frozen=True)
class MunicipalRules:
    """See `domain.rules.Rules`; and the units and staff as configured."""

    units: tuple[Unit, ...]
    staff: tuple[Staff, ...]
    configured: Mapping[str, configured.Unit]

    def unit_for(self, needs: Collection[NeedCode], age: AgeBand) -> UUID:
        fits = (unit for unit in self.units if self.configured[unit.code].takes(frozenset(needs), age))
        return next(fits, self.units[0]).id


def rules(settings: Settings) -> MunicipalRules:
    slug = settings.municipality.slug
    units = tuple(
        Unit(configured.unit_id(slug, code), code, unit.name.lv, unit.name.en) for code, unit in settings.units.items()
    )
    staff = tuple(
        Staff(configured.staff_id(slug, one.code), one.code, unit.id, one.role)
        for unit in units
        for one in settings.units[unit.code].staff
    )
    return MunicipalRules(units, staff, settings.units)
