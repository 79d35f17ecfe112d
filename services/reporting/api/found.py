"""The report that somebody asks for: of all that is applied now, or as of a cut."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import asyncpg

from services.reporting.api.asked import EXACT, Asked, check, impossible
from services.reporting.cuts import cuts, kept
from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.disclosure.linked import linked
from services.reporting.disclosure.reports import controlled, is_told
from services.reporting.figures import FIGURES, Figure
from services.reporting.reports.overview import BEFORE, OVERVIEW
from services.reporting.reports.reading import reading
from services.reporting.reports.report import Report, by_codes, counted
from services.reporting.reports.scope import Scope
from services.reporting.rules import Rules
from shared.http import Problem
from shared.http.problems import MEDIA_TYPE
from shared.runtime.desk import Desk
from shared.security import Actor

_COME_AGAIN = "2"
"""Seconds: ten thousand facts are read in about as long."""
BEING_BUILT = {
    202: {
        "description": "The tables of the cut are being built; `done` of `of` facts are read. Ask again.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


async def found(
    desk: Desk, asked: Asked, figures: Iterable[Figure], actor: Actor, *, open_data: bool = False
) -> Report:
    """Count these figures, as far as `actor` may see them, or anybody where they become open data.

    Raises Problem: 422 for what cannot be, 202 while a cut is built, 410 when it cannot be.
    """
    figures = list(figures)
    async with seen(desk, asked.as_of) as (conn, now):
        scope = asked.scope(now)
        if open_data or actor.roles.isdisjoint(EXACT):
            return await _controlled(desk.rules, conn, scope, figures, open_data)
        report = await counted(conn, scope, figures, desk.rules)
        check(report)
        return report


async def _controlled(
    rules: Rules, conn: asyncpg.Connection, scope: Scope, figures: Sequence[Figure], open_data: bool
) -> Report:
    """As far as it may be told. By the codes of today are added up the numbers that are told by those of their day."""
    if not is_told(scope):
        field = next((name for name in ("unit", "group", "territory", "mode") if getattr(scope, name)), "from")
        raise impossible(
            field, "asks for what is not told: small counts are hidden in whole months of the whole municipality only"
        )
    own = replace(scope, codes=None)
    told = await _told(rules, conn, own, [figure for figure in figures if figure.name != BEFORE], open_data)
    rows = dict(told.rows)
    if FIGURES[BEFORE] in figures:
        rows[BEFORE] = [await _before(rules, conn, own.before(), open_data)]
    return by_codes(replace(told, rows={figure.name: rows[figure.name] for figure in figures}), scope, rules)


async def _told(
    rules: Rules, conn: asyncpg.Connection, scope: Scope, figures: Sequence[Figure], open_data: bool
) -> Report:
    # What another page would give away must be known to hide it on this one.
    report = await counted(conn, scope, linked(figures), rules)
    return controlled(report, figures, rules.limits, open_data=open_data)


async def _before(rules: Rules, conn: asyncpg.Connection, scope: Scope, open_data: bool) -> Mapping[str, Any]:
    """Of the period before only what its own report would tell."""
    if not is_told(scope):
        return dict.fromkeys(FIGURES[BEFORE].measures, HIDDEN)
    [sums] = (await _told(rules, conn, scope, [FIGURES[OVERVIEW]], open_data)).rows[OVERVIEW]
    return {name: sums[name] for name in FIGURES[BEFORE].measures}


@asynccontextmanager
async def seen(desk: Desk, name: str | None) -> AsyncIterator[tuple[asyncpg.Connection, datetime]]:
    """The tables to count from, and the instant that is now in the report."""
    if name is None:
        async with reading(desk.pool) as conn:
            yield conn, desk.clock.now()
        return
    cut = await cuts.find(desk.pool, name)
    if cut is None:
        raise impossible("as_of", "is not the name of a cut; `GET /v1/cuts` lists them")
    try:
        async with kept.as_of(desk.pool, cut) as conn:
            yield conn, cut.instant
    except kept.BeingBuilt as building:
        detail = f"The tables of the cut {cut.name} are being built: {building.done} of {building.of} facts are read."
        headers = {"Retry-After": _COME_AGAIN}
        raise Problem("being-built", detail, headers=headers, done=building.done, of=building.of) from None
    except kept.CannotBeBuilt as error:
        raise Problem("cut-lost", f"The logs do not lead to this cut any more: {error}. Ask the operator.") from None
