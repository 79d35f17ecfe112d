"""Reading lists of cases: sorted, counted; which cases they show, `case_filter` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

import asyncpg

from services.cases.queries.case_filter import Where
from services.cases.queries.cases import COLUMNS

COUNTED_AT_MOST = 10_000
"""Facets count so many cases; whoever finds more should ask for less."""

_DUE = "coalesce(c.due_at, 'infinity')"
_RISK = "case c.risk when 'critical' then 0 when 'high' then 1 when 'moderate' then 2 when 'low' then 3 else 4 end"


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
