"""Who must be told of a case: the rules that fit it on its day, and why the others do not. The rules are dated data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.notifications.domain.notice import Rung
from shared.calendar import Calendar, Term
from shared.contracts.codes import (
    AgeBand,
    EscalationLevel,
    FieldSet,
    LegalBasis,
    NeedCode,
    NoticeChannel,
    Priority,
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a rule looks at. `day` is the day on which it happened, in Latvia: the rules of that day count."""

    needs: frozenset[NeedCode]
    priority: Priority
    age_band: AgeBand
    day: date
    on: str = "CaseOpened"
    """The fact that tells of it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When one of `needs`, of `priorities` and of `age_bands` fits (empty: any), `agency` is told."""

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
    on: str = "CaseOpened"


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

    def explain(self, situation: Situation) -> tuple[Verdict, ...]:
        """What each rule says of the situation."""
        return tuple(Verdict(rule, tuple(_against(rule, situation))) for rule in self.rules)

    def fitting(self, situation: Situation) -> tuple[Rule, ...]:
        """The rules by which somebody must be told."""
        return tuple(verdict.rule for verdict in self.explain(situation) if verdict.fits)

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


def _against(rule: Rule, situation: Situation) -> Iterator[str]:
    if rule.on != situation.on:
        yield f"is for {rule.on}"
    if situation.day < rule.valid_from:
        yield f"holds from {rule.valid_from} on"
    if rule.valid_until and situation.day > rule.valid_until:
        yield f"held until {rule.valid_until}"
    if rule.needs and rule.needs.isdisjoint(situation.needs):
        yield f"is for the needs {', '.join(sorted(rule.needs))}"
    if rule.priorities and situation.priority not in rule.priorities:
        yield f"is for the priorities {', '.join(sorted(rule.priorities))}"
    if rule.age_bands and situation.age_band not in rule.age_bands:
        yield f"is for the ages {', '.join(sorted(rule.age_bands))}"
