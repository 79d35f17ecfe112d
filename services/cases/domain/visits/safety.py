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

    def safety_for(self, needs: Collection[NeedCode], place: VisitPlace, day: date) -> SafetyRule | None: ...


@dataclass(frozen=True, slots=True)
class Answers:
    """The checklist as it was answered: its version, and yes or no by item."""

    checklist: str
    items: Mapping[str, bool]


def unmet(checklist: Checklist | None, answers: Answers | None) -> tuple[str, ...]:
    """The items answered with no. Raises Refusal when the list was not answered, or a no forbids the visit."""
    if checklist is None:
        return ()
    if answers is None:
        raise _refused(
            "safety-checklist-unanswered", "The safety checklist is not answered",
            f"Answer every item of {checklist.code} before setting out.", checklist, "/safety", "is missing",
        )  # fmt: skip
    if answers.checklist != checklist.code:
        raise _refused(
            "safety-checklist-unknown", "Another version of the checklist holds",
            f"Answer {checklist.code}, which holds on the day of the visit.", checklist,
            "/safety/checklist", "is not the version that holds", 422,
        )  # fmt: skip
    asked = {item.code for item in checklist.items}
    if missing := sorted(asked - answers.items.keys()):
        raise _refused(
            "safety-checklist-unanswered", "The safety checklist is not answered",
            f"Answer {', '.join(missing)} of {checklist.code} as well.", checklist, "/safety/items", "is not complete",
        )  # fmt: skip
    if answers.items.keys() - asked:
        raise _refused(
            "safety-checklist-unknown", "Another version of the checklist holds",
            f"Answer the items of {checklist.code}, and no others.", checklist,
            "/safety/items", "has items that the checklist does not have", 422,
        )  # fmt: skip
    no = tuple(item.code for item in checklist.items if not answers.items[item.code])
    if forbidding := [item.code for item in checklist.items if item.must and item.code in no]:
        raise _refused(
            "visit-unsafe", "It is not safe to set out",
            f"{', '.join(forbidding)} must be so before the visit begins: see to it, or miss the visit as unsafe.",
            checklist, "/safety/items", "forbids the visit",
        )  # fmt: skip
    return no


def silent_for(rule: SafetyRule | None, companion: UUID | None) -> int | None:
    """How many minutes whoever goes may stay silent; None when they are not alone.

    Raises Refusal when nobody may go alone and nobody goes along.
    """
    if rule is None or companion is not None or rule.asks is SafetyNeed.NOTHING:
        return None
    if rule.asks is SafetyNeed.TWO_PERSONS:
        raise _refused(
            "second-person-needed", "Nobody goes there alone",
            f"Rule {rule.code} asks for two: name who goes along.", rule, "/companion", "is missing",
        )  # fmt: skip
    return rule.report_every_minutes


def must_be_justified(
    rule: Written | None, mode: VisitMode, place: VisitPlace | None, why: VisitJustification | None
) -> None:
    """By the `rule` of the mode, if it has one, a home visit is an exception. Raises Refusal when nobody says why."""
    if rule and mode is VisitMode.IN_PERSON and place is VisitPlace.HOME and why is None:
        raise _refused(
            "home-visit-needs-justification", "A home visit needs its justification",
            f"Rule {rule.code} keeps home visits to exceptions: say why this one, or meet by phone or video.",
            rule, "/justification", "is missing",
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


def _refused(code, title, detail, rule: Written, pointer: str, wrong: str, status=409) -> Refusal:
    return Refusal(
        code=code, title=title, detail=detail, rule=rule.source, status=status, pointers=((pointer, wrong),)
    )  # fmt: skip
