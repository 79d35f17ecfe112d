"""All figures of one scope, read in one snapshot, so that they agree with each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from services.reporting.figures import FIGURES
from services.reporting.queries import Rows, agencies, cases, early_warnings, flow, referrals, visits
from services.reporting.scope import Scope

_QUERIES = (
    referrals.counted,
    referrals.over_time,
    referrals.clock,
    early_warnings.raised,
    cases.moved,
    cases.age,
    cases.first_contact,
    cases.staff,
    visits.by_mode,
    visits.duration,
    visits.missed,
    agencies.notices,
    agencies.turnaround,
    flow.turnaround,
    flow.parked,
)


@dataclass(frozen=True, slots=True)
class Report:
    """`rows[figure]` are mappings of that figure's columns; `applied` counts the facts behind it, by source."""

    scope: Scope
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    applied: Mapping[str, int]
    units: Mapping[str, Mapping[str, str]]
    """The labels of units, by id and language."""


async def report(pool: asyncpg.Pool, scope: Scope) -> Report:
    """Count everything for `scope`."""
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        rows: dict[str, Any] = {}
        for query in _QUERIES:
            rows |= await query(conn, scope)
        rows["overview"] = [_overview(rows) | {"undecided": await flow.undecided(conn, scope)}]
        return Report(
            scope, {name: _columns(name, rows[name]) for name in FIGURES}, await _applied(conn), await units(conn)
        )


async def units(conn: asyncpg.Connection) -> dict[str, dict[str, str]]:
    """The labels of all units, by id and language."""
    rows = await conn.fetch("select id::text, label_lv, label_en from unit order by label_lv, id")
    return {row["id"]: {"lv": row["label_lv"], "en": row["label_en"]} for row in rows}


def _overview(rows: Rows) -> dict[str, int]:
    def total(figure: str, measure: str) -> int:
        return sum(row[measure] for row in rows[figure])

    return {
        "received": total("referrals.clock", "received"),
        "missed": total("referrals.clock", "missed"),
        **{measure: total("cases.by_class", measure) for measure in ("opened", "closed", "open")},
        "visits_completed": total("visits.by_mode", "completed"),
        "visits_missed": total("visits.by_mode", "missed"),
        "notices": total("agencies.notices", "told"),
        "silent": total("agencies.notices", "silent"),
        "waiting": total("parked", "waiting"),
    }


def _columns(name: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Exactly the columns that the figure's definition names, in its order."""
    return [{column: row[column] for column in FIGURES[name].columns} for row in rows]


async def _applied(conn: asyncpg.Connection) -> dict[str, int]:
    """How many facts of each source the report rests on; the same numbers give the same report."""
    return dict(map(tuple, await conn.fetch(
        "select source, sum(position)::bigint from consumed group by source order by source"
    )))  # fmt: skip
