"""Reading lists of cases: filtered, sorted, counted. Only the conditions that were asked for reach the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

import asyncpg

from services.cases.domain.case import OVER
from services.cases.domain.groups import GROUPS
from services.cases.queries.cases import COLUMNS
from services.cases.queries.sight import Sight
from shared.contracts.case_codes import TargetGroup

COUNTED_AT_MOST = 10_000
"""Facets count so many cases; whoever finds more should ask for less."""

_DUE = "coalesce(c.due_at, 'infinity')"
_RISK = "case c.risk when 'critical' then 0 when 'high' then 1 when 'moderate' then 2 when 'low' then 3 else 4 end"
_NOT_OVER = f"c.state not in ({', '.join(repr(str(state)) for state in OVER)})"


class CaseSort(StrEnum):
    """In which order: the clock that runs out first, the highest risk, what was opened or closed last."""

    DUE = "due"
    RISK = "risk"
    OPENED = "opened"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class _Order:
    by: tuple[str, ...]
    types: tuple[Any, ...]
    """Of the values in a cursor, whose place in SQL `at` says."""
    at: tuple[str, ...]
    down: bool = False


_ORDERS: Mapping[CaseSort, _Order] = MappingProxyType(
    {
        CaseSort.DUE: _Order(
            (_DUE, "c.id"), (datetime | None, UUID), ("coalesce({}::timestamptz, 'infinity')", "{}::uuid")
        ),
        CaseSort.RISK: _Order(
            (_RISK, _DUE, "c.id"), (int, datetime | None, UUID),
            ("{}::integer", "coalesce({}::timestamptz, 'infinity')", "{}::uuid"),
        ),
        CaseSort.OPENED: _Order(
            ("c.opened_at", "c.id"), (datetime, UUID), ("{}::timestamptz", "{}::uuid"), down=True
        ),
        CaseSort.CLOSED: _Order(
            ("c.closed_at", "c.id"), (datetime, UUID), ("{}::timestamptz", "{}::uuid"), down=True
        ),
    }
)  # fmt: skip
_PLACES = {CaseSort.DUE: ("due_at", "id"), CaseSort.RISK: ("risk_order", "due_at", "id"),
           CaseSort.OPENED: ("opened_at", "id"), CaseSort.CLOSED: ("closed_at", "id")}  # fmt: skip


def place_types(sort: CaseSort) -> tuple[Any, ...]:
    """The types of a cursor of this order; its name comes first, so that no cursor is used in another one."""
    return (str, *_ORDERS[sort].types)


def place(sort: CaseSort, row: asyncpg.Record) -> tuple[Any, ...]:
    """The values of a cursor after this row."""
    return (sort, *(row[name] for name in _PLACES[sort]))


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
    _seen(found, sight)
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


def _seen(found: Where, sight: Sight) -> None:
    """As `sight.seen` says it, without what the caller does not have: so an index by what they have can be used."""
    if sight.everything:
        return
    ways = {
        "c.unit = any({}::uuid[])": sight.units, "c.staff = any({}::uuid[])": sight.staff,
        "c.deputy = any({}::uuid[])": sight.staff, "c.opened_by = any({}::uuid[])": sight.staff,
        "c.id = any({}::uuid[])": sight.cases,
    }  # fmt: skip
    had = {condition: list(ids) for condition, ids in ways.items() if ids}
    found.add(f"({' or '.join(had) or 'false'})", *had.values())


async def cases(
    conn: asyncpg.Connection, found: Where, sort: CaseSort, after: tuple[Any, ...], limit: int
) -> list[asyncpg.Record]:
    """A page of the cases, after the place of a cursor."""
    order = _ORDERS[sort]
    if sort is CaseSort.CLOSED:
        found.add("c.closed_at is not null")
    if after and after[0] is not None:
        found.add(f"({', '.join(order.by)}) {'<' if order.down else '>'} ({', '.join(order.at)})", *after[1:])
    by = ", ".join(f"{part} desc" if order.down else part for part in order.by)
    return await conn.fetch(
        f"select {COLUMNS}, {_RISK} as risk_order from social_case c where {found.sql} order by {by} limit {limit:d}",
        *found.values,
    )


async def facets(conn: asyncpg.Connection, found: Where) -> list[asyncpg.Record]:
    """How many of the cases have which value: (facet, value, count), over at most COUNTED_AT_MOST + 1 of them."""
    one_value = ("state", "unit", "staff", "risk", "kind", "counted_as")
    each = " union all ".join(
        f"select '{name}' as facet, {name}::text as value, count(*) from found group by {name}" for name in one_value
    )
    return await conn.fetch(
        f"""
        with found as materialized (
            select c.state, c.unit, c.staff, c.risk, c.kind, c.counted_as, c.needs from social_case c
            where {found.sql} limit {COUNTED_AT_MOST + 1}
        )
        select 'all' as facet, null as value, count(*) from found
        union all {each}
        union all select 'need', need, count(*) from found, unnest(needs) need group by need
        """,
        *found.values,
    )


async def by_ids(conn: asyncpg.Connection, found: Where, ids: list[UUID]) -> list[asyncpg.Record]:
    """Those of the cases that are seen."""
    found.add("c.id = any({}::uuid[])", ids)
    return await conn.fetch(f"select {COLUMNS} from social_case c where {found.sql} order by c.id", *found.values)
