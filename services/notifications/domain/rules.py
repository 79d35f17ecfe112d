"""Who must be told of a case: the rules that fit it on its day, and why the others do not. The rules are dated data."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.notifications.domain.notice import Rung
from services.notifications.domain.reminders.rules import ReminderRules
from services.notifications.domain.situation import Situation
from shared.calendar import RIGA, Calendar, Term
from shared.contracts.case_codes import TargetGroup
from shared.contracts.codes import (
    AgeBand,
    EscalationLevel,
    FieldSet,
    LegalBasis,
    NeedCode,
    NoticeChannel,
    Priority,
)
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import RiskLevel


@dataclass(frozen=True, slots=True)
class Rule:
    """When one of `needs`, of `priorities` and so on fits (empty: any), `agency` is told."""

    code: str
    agency: str
    purpose: str
    legal_basis: LegalBasis
    article: str
    field_set: FieldSet
    channels: tuple[NoticeChannel, ...]
    acknowledge_within: Term
    escalation: tuple[tuple[Term, EscalationLevel], ...]
    """Each step counts from when the step before ran out, the first from when the acknowledgement did."""
    valid_from: date
    valid_until: date | None = None
    """The last day on which it holds."""
    needs: frozenset[NeedCode] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    age_bands: frozenset[AgeBand] = frozenset()
    groups: frozenset[TargetGroup] = frozenset()
    risks: frozenset[RiskLevel] = frozenset()
    modes: frozenset[ServiceMode] = frozenset()
    on: str = "CaseOpened"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Window:
    """Within so long after a notice, what the same agency must be told of the same case joins it."""

    within: Term
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what an agency owes after its first word, and for whoever of us looks after a notice."""

    answer: Term
    outcome: Term
    person: Term
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule fits; `against` holds a sentence for each reason why it does not."""

    rule: Rule
    against: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.against


@dataclass(frozen=True)
class Rulebook:
    """All rules of the municipality, in order, and the calendar that counts their terms."""

    rules: tuple[Rule, ...]
    calendar: Calendar
    municipalities: Mapping[str, str] = field(default_factory=dict)
    """ATVK code → the partner that is this municipality."""
    windows: tuple[Window, ...] = ()
    patience: tuple[Patience, ...] = ()
    reminders: ReminderRules = field(default_factory=ReminderRules)

    def explain(self, situation: Situation) -> tuple[Verdict, ...]:
        """What each rule says of the situation."""
        return tuple(Verdict(rule, tuple(_sentence(*why) for why in _against(rule, situation))) for rule in self.rules)

    def fitting(self, situation: Situation) -> tuple[Rule, ...]:
        """The rules by which somebody must be told."""
        # The first reason against a rule is enough: each fact of a case is held against every rule.
        return tuple(rule for rule in self.rules if next(_against(rule, situation), None) is None)

    def holding(self, day: date) -> tuple[Rule, ...]:
        """The rules of a day, each code once."""
        return tuple(rule for rule in self.rules if rule.holds_on(day))

    def still_joins(self, issued: datetime, now: datetime, day: date) -> bool:
        """Whether what happened on `day` and is decided `now` may join a notice of before."""
        return issued <= now and any(
            window.valid_from <= day
            and (window.valid_until is None or day <= window.valid_until)
            and now <= self.calendar.due(issued, window.within)
            for window in self.windows
        )

    def waits(self, since: datetime, what: Callable[[Patience], Term]) -> datetime | None:
        """Until when `what` is waited for, by what held on the day it began; None where nothing did."""
        day = since.astimezone(RIGA).date()
        for one in self.patience:
            if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until):
                return self.calendar.due(since, what(one))
        return None

    def clocks(
        self, rule: Rule, issued: datetime, at_latest: datetime | None = None
    ) -> tuple[datetime, tuple[Rung, ...]]:
        """Until when the agency must acknowledge, and who is told at which instant as long as it does not.

        `at_latest` is the end of a clock that runs already; one that has run out shortens nothing.
        """
        due = acknowledge_by = self.calendar.due(issued, rule.acknowledge_within)
        if at_latest and issued < at_latest < due:
            due = acknowledge_by = at_latest
        ladder = []
        for after, level in rule.escalation:
            due = self.calendar.due(due, after)
            ladder.append(Rung(level, due))
        return acknowledge_by, tuple(ladder)


def _against(rule: Rule, situation: Situation) -> Iterator[tuple[str, Collection[str]]]:
    """Each reason why the rule does not fit: what it says, and the codes that it names, which only readers need."""
    if rule.on != situation.on:
        yield f"is for {rule.on}", ()
    if situation.day < rule.valid_from:
        yield f"holds from {rule.valid_from} on", ()
    if rule.valid_until and situation.day > rule.valid_until:
        yield f"held until {rule.valid_until}", ()
    if rule.needs and rule.needs.isdisjoint(situation.needs):
        yield "is for the needs", rule.needs
    if rule.priorities and situation.priority not in rule.priorities:
        yield "is for the priorities", rule.priorities
    if rule.age_bands and situation.age_band not in rule.age_bands:
        yield "is for the ages", rule.age_bands
    if rule.groups and rule.groups.isdisjoint(situation.groups):
        yield "is for the target groups", rule.groups
    if rule.risks and situation.risk not in rule.risks:
        yield "is for the risks", rule.risks
    if rule.on == situation.on == "RiskAssessed" and not situation.is_worse:
        yield f"is for a risk that is higher than before, and it was {situation.risk_before or 'not assessed'}", ()
    if rule.modes and situation.mode not in rule.modes:
        yield "is for the modes", rule.modes
    if rule.on == situation.on == "ReferralRedirected" and situation.owner not in (None, rule.agency):
        yield f"is for what is redirected to {rule.agency}", ()


def _sentence(said: str, codes: Collection[str]) -> str:
    return f"{said} {', '.join(sorted(codes))}" if codes else said
