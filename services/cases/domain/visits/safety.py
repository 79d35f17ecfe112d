"""Whether somebody may set out: the checklist, who goes along, and what the emergency mode asks of a home visit.

What is asked is dated configuration (`shared.settings.visits`); every refusal names its rule and where that comes from.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from services.cases.domain.units.staff import Staff
from shared.contracts.codes import NeedCode, VisitMode
from shared.contracts.contact_codes import SafetyNeed, VisitJustification, VisitPlace
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Refusal


class Written(Protocol):
    """A rule as it stands in the configuration."""

    code: str
    source: str


class Item(Protocol):
    """A question of the checklist; after a no to a `must` the visit does not begin."""

    code: str
    must: bool


class Checklist(Written, Protocol):
    items: Sequence[Item]


class SafetyRule(Written, Protocol):
    asks: SafetyNeed
    report_every_minutes: int | None


class VisitRules(Protocol):
    """What is configured about visits, as it holds on a day."""

    plan_ahead_days: int

    def checklist_on(self, day: date) -> Checklist | None: ...

    def safety_for(
        self, needs: Collection[NeedCode], risk: RiskLevel | None, place: VisitPlace, day: date
    ) -> SafetyRule | None: ...


@dataclass(frozen=True, slots=True)
class Answers:
    """The checklist as it was answered: its version, and yes or no by item."""

    checklist: str
    items: Mapping[str, bool]


def unmet(checklist: Checklist | None, answers: Answers | None) -> tuple[str, ...]:
    """The items answered with no. Raises Refusal when the list was not answered, or a no forbids the visit."""
    if checklist is None:
        return ()
    _must_be_this_one(checklist, answers)
    _must_be_whole(checklist, answers)
    no = tuple(item.code for item in checklist.items if not answers.items[item.code])
    if forbidding := [item.code for item in checklist.items if item.must and item.code in no]:
        raise Refusal(
            code="visit-unsafe", title="It is not safe to set out", rule=checklist.source,
            detail=f"{', '.join(forbidding)} must be so first: see to it, or miss the visit as unsafe.",
            pointers=(("/safety/items", "forbids the visit"),),
        )  # fmt: skip
    return no


def _must_be_this_one(checklist: Checklist, answers: Answers | None) -> None:
    asked = {item.code for item in checklist.items}
    if answers and (answers.checklist != checklist.code or answers.items.keys() - asked):
        raise Refusal(
            code="safety-checklist-unknown", title="Another version of the checklist holds", rule=checklist.source,
            detail=f"Answer {checklist.code}, which holds on the day of the visit, and no item that it does not have.",
            pointers=(("/safety", "is not the version that holds"),),
        )  # fmt: skip


def _must_be_whole(checklist: Checklist, answers: Answers | None) -> None:
    missing = [item.code for item in checklist.items if answers is None or item.code not in answers.items]
    if missing:
        raise Refusal(
            code="safety-checklist-unanswered", title="The safety checklist is not answered", rule=checklist.source,
            detail=f"Answer {', '.join(missing)} of {checklist.code} before setting out.",
            pointers=(("/safety/items", "is not complete"),),
        )  # fmt: skip


def silent_for(rule: SafetyRule | None, companion: UUID | None) -> int | None:
    """How many minutes whoever goes may stay silent; None when they are not alone.

    Raises Refusal when nobody may go alone and nobody goes along.
    """
    if rule is None or companion is not None or rule.asks is SafetyNeed.NOTHING:
        return None
    if rule.asks is SafetyNeed.TWO_PERSONS:
        raise Refusal(
            code="second-person-needed", title="Nobody goes there alone", rule=rule.source,
            detail=f"Rule {rule.code} asks for two: name who goes along.", pointers=(("/companion", "is missing"),),
        )  # fmt: skip
    return rule.report_every_minutes


def must_be_justified(
    rule: Written | None, mode: VisitMode, place: VisitPlace | None, why: VisitJustification | None
) -> None:
    """By the `rule` of the mode, if it has one, a home visit is an exception. Raises Refusal when nobody says why."""
    if rule and mode is VisitMode.IN_PERSON and place is VisitPlace.HOME and why is None:
        raise Refusal(
            code="home-visit-needs-justification", title="A home visit needs its justification", rule=rule.source,
            detail=f"Rule {rule.code} keeps home visits to exceptions: say why this one, or meet by phone or video.",
            pointers=(("/justification", "is missing"),),
        )  # fmt: skip


def must_be_somebody_else(companion: UUID | None, found: Staff | None, staff: UUID, day: date) -> None:
    """Whoever goes along is a colleague who is there on the day. Raises Refusal."""
    if companion is None:
        return
    if companion == staff:
        wrong = "is the one who makes the visit"
    elif found is None or not found.active:
        wrong = "is nobody's id"
    elif found.away_on(day):
        wrong = "is away"
    else:
        return
    raise Refusal(
        code="companion-unfit", title="They cannot go along", detail="Name a colleague who is there.",
        pointers=(("/companion", wrong),),
    )  # fmt: skip
