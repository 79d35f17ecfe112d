"""The municipality's settings in the domain's terms."""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.checklists import CHECKLISTS
from services.cases.domain.assessments.checklist import Checklists
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.catalogue.configured import Entry
from services.cases.domain.plans.rules import PlanRules
from services.cases.domain.providers.provider import Provider
from services.cases.domain.rules import ModeRule
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.unit import Unit
from services.cases.rules.benefits import ConfiguredBenefits
from services.cases.rules.catalogue import capacities, catalogue, providers, sensitive_offers
from services.cases.rules.consents import ConfiguredConsents
from shared.calendar import RIGA, Calendar
from shared.contracts.codes import AgeBand, NeedCode
from shared.contracts.mode_codes import ServiceMode
from shared.settings import Settings
from shared.settings import municipality as configured
from shared.settings.caseload import Training
from shared.settings.homecare import HomeCare
from shared.settings.modes import Modes
from shared.settings.places import Places
from shared.settings.visits import Visits


@dataclass(frozen=True)
class MunicipalRules:
    """See `domain.rules.Rules`; and the units, staff and catalogue as configured."""

    units: tuple[Unit, ...]
    staff: tuple[Staff, ...]
    configured: Mapping[str, configured.Unit]
    municipality: str
    modes: Modes
    visits: Visits
    calendar: Calendar
    trainings: Mapping[str, Training]
    consents: ConfiguredConsents
    checklists: Checklists
    plans: PlanRules
    catalogue: tuple[Entry, ...]
    capacities: tuple[Capacity, ...]
    places: Places
    benefits: ConfiguredBenefits
    sensitive_offers: frozenset[UUID]
    providers: Mapping[str, Provider]
    """Which organisations of the catalogue a partner is, by its code."""
    key: bytes | None
    """What the codes are worked out with by which somebody asks where they stand."""
    care: HomeCare

    def unit_for(self, needs: Collection[NeedCode], age: AgeBand) -> UUID:
        fits = (unit for unit in self.units if self.configured[unit.code].takes(frozenset(needs), age))
        return next(fits, self.units[0]).id

    def justified_home_visits(self, mode: ServiceMode, time: datetime) -> ModeRule | None:
        rule = self.modes.on(time.astimezone(RIGA).date(), mode)
        return ModeRule(rule.code, rule.source) if rule and rule.home_visit_needs_justification else None

    def prolonged(self, kind: str, due: datetime, mode: ServiceMode) -> datetime:
        rule = self.modes.on(due.astimezone(RIGA).date(), mode)
        more = rule.prolongs.get(kind) if rule else None
        return self.calendar.due(due, more) if more else due

    def unit_id(self, code: str) -> UUID:
        return configured.unit_id(self.municipality, code)

    def staff_id(self, code: str) -> UUID:
        return configured.staff_id(self.municipality, code)

    def gives_cases_to(self, unit: UUID) -> bool:
        return any(one.id == unit for one in self.units)

    def names(self, staff: UUID) -> bool:
        return any(one.id == staff for one in self.staff)

    def is_training(self, code: str) -> bool:
        return code in self.trainings

    def fingerprint(self, text: str) -> str:
        return hmac.digest(self.key, text.encode(), "sha256").hex()


def rules(settings: Settings) -> MunicipalRules:
    slug = settings.municipality.slug
    units = tuple(
        Unit(configured.unit_id(slug, code), code, unit.name.lv, unit.name.en, atvk=unit.atvk)
        for code, unit in settings.units.items()
    )
    staff = tuple(
        Staff(configured.staff_id(slug, one.code), one.code, unit.id, one.role)
        for unit in units
        for one in settings.units[unit.code].staff
    )
    calendar, plans, secret = settings.calendar.calendar(), settings.plans, settings.security.index_key
    return MunicipalRules(
        units=units, staff=staff, configured=settings.units, municipality=slug, modes=settings.modes,
        calendar=calendar, trainings=settings.trainings, consents=ConfiguredConsents(settings.consents, calendar),
        visits=settings.visits, checklists=CHECKLISTS,
        plans=PlanRules(
            timedelta(days=plans.review_within_days), plans.transition_months, plans.source,
            frozenset(settings.projects),
        ),
        catalogue=catalogue(settings), capacities=capacities(settings),
        benefits=ConfiguredBenefits(settings.benefits, frozenset(settings.benefit_systems)),
        sensitive_offers=sensitive_offers(settings),
        places=settings.places, providers=providers(settings), care=settings.home_care,
        key=secret.get_secret_value().encode() if secret else None,
    )  # fmt: skip
