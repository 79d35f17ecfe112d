"""The municipality's settings in the domain's terms."""

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from types import MappingProxyType
from uuid import UUID

from services.intake.domain.feedback.campaign import Campaign
from services.intake.domain.residents.concern import ResidentRules
from services.intake.domain.residents.door import Door, Limit
from services.intake.domain.rules import Place, Triage, Watch, Why
from services.intake.rules.campaigns import campaigns, workers
from shared.calendar import RIGA, Calendar, Unit
from shared.contracts.codes import AgeBand, Channel, NeedCode, PartnerKind, Priority, ReferralKind
from shared.matching import Scale
from shared.partnership import Partner
from shared.settings import Settings, SettingsError
from shared.settings import municipality as configured
from shared.settings.intake import EarlyWarningRule, Intake, ResidenceException, TriageRule
from shared.settings.matching import MatchingScale
from shared.settings.residents import Residents
from shared.settings.territories import Territories

_MINUTE = timedelta(minutes=1)
_LONGEST = 100_000
"""As many minutes as a fact holds: more than half a year of office time."""
_ELAPSED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)


@dataclass(frozen=True)
class MunicipalRules:
    """See `domain.rules.Rules` and `domain.campaign.FeedbackRules`; and the partners as configured."""

    number_prefix: str
    intake: Intake
    partners: tuple[Partner, ...]
    configured: Mapping[str, configured.Partner]
    municipality: configured.Municipality
    territories: Territories
    calendar: Calendar
    scales: tuple[tuple[MatchingScale, Scale], ...]
    key: bytes
    campaigns: Mapping[str, Campaign]
    workers: frozenset[UUID]
    residents: ResidentRules | None
    register_sources: frozenset[str]
    benefit_systems: frozenset[str]

    def triage(self, kind: ReferralKind, needs: Collection[NeedCode], received: datetime) -> Triage:
        # All referrals of one batch are received at one instant, and most of them are of few kinds.
        return self._triages(kind, frozenset(needs), received)

    @cached_property
    def _triages(self) -> Callable[[ReferralKind, frozenset[NeedCode], datetime], Triage]:
        return lru_cache(maxsize=256)(self._triage)

    def _triage(self, kind: ReferralKind, needs: frozenset[NeedCode], received: datetime) -> Triage:
        day = received.astimezone(RIGA).date()
        rule = next(r for r in self.intake.rules_on(day) if r.matches(kind, needs))
        return Triage(
            priority=rule.priority,
            rule=rule.code,
            decide_by=self.calendar.due(received, rule.decide_within),
            contact_by=self.calendar.due(received, rule.contact_within),
        )

    def why(self, rule: str) -> Why | None:
        return next((_why(r) for r in self.intake.triage if r.code == rule), None)

    def clock_left(self, rule: str, now: datetime, due: datetime) -> int:
        left = due - now if self._runs_day_and_night(rule) else self.calendar.office_time_between(now, due)
        return min(max(left // _MINUTE, 0), _LONGEST)

    def clock_resumed(self, rule: str, now: datetime, left: int) -> datetime:
        rest = left * _MINUTE
        return now + rest if self._runs_day_and_night(rule) else self.calendar.office_time_later(now, rest)

    def _runs_day_and_night(self, rule: str) -> bool:
        """Terms in hours are elapsed time; all others, and what a person set, end with the office's day."""
        return any(r.code == rule and r.decide_within.unit in _ELAPSED for r in self.intake.triage)

    def is_partner(self, code: str) -> bool:
        return code in self.configured

    def is_ours(self, municipality: str, at: datetime) -> bool:
        return municipality == self.municipality.atvk_on(at.astimezone(RIGA).date())

    def place(self, code: str, at: datetime) -> Place | None:
        found = self.territories.on(code, at.astimezone(RIGA).date())
        if found is None:
            return None
        return Place(found.code, {language: name for language, name in found.name.model_dump().items() if name})

    def territory(self, code: str) -> str | None:
        found = self.territories.named(code)
        return found.code if found else None

    def helped_anyway(self, needs: Collection[NeedCode], age: AgeBand, priority: Priority, at: datetime) -> Why | None:
        day, wanted = at.astimezone(RIGA).date(), frozenset(needs)
        rules = (rule for rule in self.intake.residence_exception if rule.holds_on(day))
        return next((_why(rule) for rule in rules if rule.matches(wanted, age, priority)), None)

    def accepted_by(self, kind: ReferralKind, received: datetime) -> str | None:
        day = received.astimezone(RIGA).date()
        rules = self.intake.accept_on_receipt
        return next((rule.code for rule in rules if rule.holds_on(day) and kind in rule.kinds), None)

    def may_send(self, partner: str, kind: ReferralKind) -> bool:
        known = self.configured.get(partner)
        return known is not None and kind in known.sends

    def matching(self, at: datetime) -> Scale:
        day = at.astimezone(RIGA).date()
        return next(scale for rule, scale in self.scales if rule.holds_on(day))

    def watch(self, kind: ReferralKind, at: datetime) -> Watch | None:
        day = at.astimezone(RIGA).date()
        rules = (rule for rule in self.intake.early_warning if rule.holds_on(day))
        return next((_watch(rule) for rule in rules if not rule.kinds or kind in rule.kinds), None)

    def channel(self, partner: str | None, door: Channel) -> Channel:
        known = self.configured.get(partner)
        return Channel.PORTAL if known and Channel.PORTAL in known.channels else door

    def reports_figures(self, partner: str | None) -> bool:
        known = self.configured.get(partner)
        return known is not None and known.kind is PartnerKind.FOREIGN

    def is_register_source(self, code: str) -> bool:
        return code in self.register_sources or self.reports_figures(code)

    def is_benefit_system(self, code: str) -> bool:
        return code in self.benefit_systems

    def fingerprint(self, text: str) -> str:
        return hmac.digest(self.key, text.encode(), "sha256").hex()


def _watch(rule: EarlyWarningRule) -> Watch:
    return Watch(rule.code, rule.window_days, rule.baseline_days, round(rule.factor * 1000), rule.least)


def _residents(written: Residents) -> ResidentRules:
    limits = {door: Limit(**getattr(written.limits, door).model_dump()) for door in Door}
    return ResidentRules(
        frozenset(written.kinds), frozenset(written.told), frozenset(written.withdrawable), MappingProxyType(limits)
    )


def _why(rule: TriageRule | ResidenceException) -> Why:
    return Why(rule.code, rule.source, rule.valid_from)


def rules(settings: Settings) -> MunicipalRules:
    """Raises SettingsError when intake could find nobody again, or could give a referral of today no clock."""
    last, today = settings.intake.triage[-1], settings.calendar.clock().now().astimezone(RIGA).date()
    problems = []
    if settings.security.index_key is None:
        problems.append("security.index_key is missing; set TILTS_SECURITY__INDEX_KEY")
    if not last.holds_on(today):
        problems.append(f"the last triage rule ({last.code}) holds from {last.valid_from} on only; add one for today")
    if not any(rule.holds_on(today) for rule in settings.intake.matching):
        problems.append("no rule of intake.matching holds today; add one, or nobody is found again")
    if problems:
        raise SettingsError("The settings of intake", problems)
    return MunicipalRules(
        number_prefix=settings.municipality.number_prefix,
        intake=settings.intake,
        partners=tuple(Partner(code, partner.kind) for code, partner in settings.partners.items()),
        configured=settings.partners,
        municipality=settings.municipality,
        territories=settings.atvk,
        calendar=settings.calendar.calendar(),
        scales=tuple((rule, rule.scale()) for rule in settings.intake.matching),
        key=settings.security.index_key.get_secret_value().encode(),
        campaigns=campaigns(settings),
        workers=workers(settings),
        residents=_residents(settings.residents) if settings.residents else None,
        register_sources=frozenset(settings.register_sources),
        benefit_systems=frozenset(settings.benefit_systems),
    )
