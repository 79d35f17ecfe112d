"""Which cases a list shows, as SQL: only the conditions that were asked for reach the database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.cases.domain.case import OVER
from services.cases.queries.sight import Sight
from shared.contracts.case_codes import TargetGroup
from shared.contracts.target_groups import GROUPS

_NOT_OVER = f"c.state not in ({', '.join(repr(str(state)) for state in OVER)})"


@dataclass(slots=True)
class Where:
    """Conditions with their values, numbered as they are added."""

    conditions: list[str] = field(default_factory=lambda: ["true"])
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """`{}` stands for each of the values, in order."""
        numbers = [f"${len(self.values) + n}" for n in range(1, len(values) + 1)]
        self.values += values
        self.conditions.append(condition.format(*numbers))

    @property
    def sql(self) -> str:
        return " and ".join(self.conditions)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list is narrowed to; None and False narrow nothing. `units` are given with those below them."""

    state: tuple[str, ...] = ()
    open: bool = False
    units: tuple[UUID, ...] = ()
    staff: UUID | None = None
    nobody: bool = False
    risk: str | None = None
    need: str | None = None
    group: TargetGroup | None = None
    kind: str | None = None
    counted_as: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    closed_from: datetime | None = None
    closed_before: datetime | None = None
    overdue: bool = False
    closure_wished: bool = False
    number: str | None = None


def where(sight: Sight, wanted: CaseFilter, now: datetime) -> Where:
    """The conditions of a list."""
    found = Where()
    add_sight(found, sight)
    equal = {"c.risk": wanted.risk, "c.kind": wanted.kind, "c.counted_as": wanted.counted_as, "c.staff": wanted.staff}
    for column, value in equal.items():
        if value is not None:
            found.add(f"{column} = {{}}", value)
    if wanted.state:
        found.add("c.state = any({}::text[])", list(wanted.state))
    if wanted.units:
        found.add("c.unit = any({}::uuid[])", list(wanted.units))
    if wanted.need:
        found.add("c.needs @> {}::text[]", [wanted.need])
    if wanted.group:
        by = GROUPS[wanted.group]
        found.add("(c.needs && {}::text[] or c.age_band = any({}::text[]))", list(by.needs), list(by.ages))
    if wanted.number:
        found.add("c.number like {} || '%'", wanted.number)
    _times(found, wanted, now)
    if wanted.open:
        found.add(_NOT_OVER)
    if wanted.nobody:
        found.add("c.staff is null")
    if wanted.closure_wished:
        found.add("c.wished_outcome is not null")
    return found


def _times(found: Where, wanted: CaseFilter, now: datetime) -> None:
    bounds = {
        "c.opened_at >= {}": wanted.opened_from, "c.opened_at < {}": wanted.opened_before,
        "c.closed_at >= {}": wanted.closed_from, "c.closed_at < {}": wanted.closed_before,
    }  # fmt: skip
    for condition, value in bounds.items():
        if value is not None:
            found.add(condition, value)
    if wanted.overdue:
        found.add(f"c.due_at < {{}} and c.first_contact_at is null and {_NOT_OVER}", now)


def add_sight(found: Where, sight: Sight) -> None:
    """On a row `c` of `social_case`, as `sight.seen` says it.

    Without what the caller does not have: so an index by what they have can be used.
    """
    if sight.everything:
        return
    ways = {
        "c.unit = any({}::uuid[])": sight.units, "c.staff = any({}::uuid[])": sight.staff,
        "c.deputy = any({}::uuid[])": sight.staff, "c.opened_by = any({}::uuid[])": sight.staff,
        "c.id = any({}::uuid[])": sight.cases,
    }  # fmt: skip
    had = {condition: list(ids) for condition, ids in ways.items() if ids}
    found.add(f"({' or '.join(had) or 'false'})", *had.values())
