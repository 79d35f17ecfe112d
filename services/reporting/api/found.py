"""The report that somebody asks for: of all that is applied now, or as of a cut."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import asyncpg

from services.reporting.api.asked import EXACT, Asked, check, impossible
from services.reporting.cuts import cuts, kept
from services.reporting.disclosure.reports import controlled
from services.reporting.figures import FIGURES, Figure
from services.reporting.reports.overview import BEFORE, OVERVIEW
from services.reporting.reports.reading import reading
from services.reporting.reports.report import Report, counted
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
    figures, is_controlled = list(figures), open_data or actor.roles.isdisjoint(EXACT)
    async with seen(desk, asked.as_of) as (conn, now):
        # What another page would give away must be known to hide it on this one.
        wanted = FIGURES.values() if is_controlled else figures
        report = await counted(conn, asked.scope(now), wanted, desk.rules)
        check(report)
        if not is_controlled:
            return report
        told = controlled(report, figures, desk.rules.limits, open_data=open_data)
        if BEFORE not in told.rows:
            return told
        # Of the period before only what its own report would tell.
        before = await counted(conn, report.scope.before(), wanted, desk.rules)
        [sums] = controlled(before, [FIGURES[OVERVIEW]], desk.rules.limits, open_data=open_data).rows[OVERVIEW]
        return replace(told, rows=told.rows | {BEFORE: [{name: sums[name] for name in FIGURES[BEFORE].measures}]})


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
