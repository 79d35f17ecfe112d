"""Figures of one scope, read in one snapshot, so that they agree with each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import asyncpg

from services.reporting.disclosure.hidden import Limits
from services.reporting.figures import FIGURES, Figure
from services.reporting.labels.words import Labels
from services.reporting.queries import QUERIES
from services.reporting.reports.asking import Asking
from services.reporting.reports.freshness import Freshness, freshness
from services.reporting.reports.indicators import INDICATORS, indicators, of_the_year
from services.reporting.reports.merged import merged
from services.reporting.reports.naming import named
from services.reporting.reports.overview import BEFORE, OVERVIEW, of_before, of_this, overview
from services.reporting.reports.reading import reading
from services.reporting.reports.scope import Scope
from services.reporting.rules import NO_RULES, Rules
from services.reporting.store import INCOMPLETE


@dataclass(frozen=True, slots=True)
class Report:
    """`rows[figure]` are mappings of that figure's columns."""

    scope: Scope
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    fresh: Freshness
    labels: Mapping[str, Labels]
    """Dimension → code → language → name, of units always, and of the other ids that occur."""
    territories: Sequence[str] = ()
    """The codes of the territories that units and services stand in."""
    incomplete: frozenset[str] = frozenset()
    """The figures that are to be rebuilt: they rest on tables that do not tell of everything yet."""
    days: Sequence[tuple[date, Mapping[str, str]]] = ()
    """Days of the field's calendar in the period, with their names by language."""
    limits: Limits | None = None
    """What was hidden, where it was not told as it is."""

    @property
    def applied(self) -> Mapping[str, int]:
        """How many facts of each source it rests on."""
        return self.fresh.facts

    def of(self, *figures: str) -> Freshness:
        """How fresh these figures are."""
        return self.fresh.of(figures, is_narrowed=self.scope.is_narrowed)

    @property
    def units(self) -> Labels:
        return self.labels["unit"]


async def report(
    pool: asyncpg.Pool, scope: Scope, figures: Iterable[Figure] = FIGURES.values(), rules: Rules = NO_RULES
) -> Report:
    """Count these figures, or all of them, for `scope` from all that is applied."""
    async with reading(pool) as conn:
        return await counted(conn, scope, figures, rules)


async def counted(conn: asyncpg.Connection, scope: Scope, figures: Iterable[Figure], rules: Rules) -> Report:
    """Count these figures for `scope` from the tables that `conn` sees; no more is read than they need."""
    figures = list(figures)
    names = [figure.name for figure in figures]
    asking = Asking(conn, scope, rules, await _incomplete(conn))
    rows, marked = await _answered(asking, {*names, *of_this(names)})
    if OVERVIEW in names:
        rows[OVERVIEW] = overview(OVERVIEW, rows)
        marked |= {OVERVIEW} if of_this([OVERVIEW]) & marked else set()
    if BEFORE in names:
        earlier, marks = await _answered(replace(asking, scope=scope.before()), of_before())
        rows[BEFORE] = overview(BEFORE, rows | earlier)
        marked |= {BEFORE} if marks or of_this([BEFORE]) & marked else set()
    if INDICATORS in names:
        year = of_the_year(scope)
        wanted = [one for one in rules.indicators if one.holds_on(year.last)]
        of_year, marks = await _answered(replace(asking, scope=year), {one.figure for one in wanted})
        rows[INDICATORS] = indicators(wanted, of_year)
        marked |= {INDICATORS} if marks else set()
    territories = await _territories(conn)
    told = {name: _columns(name, rows[name]) for name in names}
    found = Report(
        scope, told, await freshness(conn, rules, scope.now),
        await named(conn, {"unit"}.union(*(figure.dimensions for figure in figures)), rules.labels),
        territories, frozenset(marked), _days(scope, rules),
    )  # fmt: skip
    return by_codes(found, scope, rules)


def by_codes(report: Report, scope: Scope, rules: Rules) -> Report:
    """The report for `scope`: by the codes of today, where it asks for them, else by those of their day as it is."""
    if not scope.codes:
        return report
    leads_to = partial(rules.leads_to, day=scope.today)
    rows = {name: merged(FIGURES[name], of_day, leads_to) for name, of_day in report.rows.items()}
    return replace(report, scope=scope, rows=rows, territories=sorted({leads_to(one) for one in report.territories}))


def _days(scope: Scope, rules: Rules) -> list[tuple[date, Mapping[str, str]]]:
    found = rules.days.between(scope.first, scope.day)
    return [(day, {"lv": rule.name.lv, "en": rule.name.en}) for day, rule in found]


async def _answered(asking: Asking, needed: Collection[str]) -> tuple[dict[str, Any], set[str]]:
    """The rows of the figures that are needed, and which of them rest on tables that are to be rebuilt."""
    rows: dict[str, Any] = {}
    marked: set[str] = set()
    for query in QUERIES:
        if not query.figures.isdisjoint(needed):
            one = replace(asking, touched=set())
            rows |= await query.ask(one)
            marked |= query.figures if one.touched else set()
    return rows, marked


async def _incomplete(conn: asyncpg.Connection) -> frozenset[str]:
    rows = await conn.fetch(f"select name from {INCOMPLETE}")
    return frozenset(row["name"] for row in rows)


async def _territories(conn: asyncpg.Connection) -> list[str]:
    rows = await conn.fetch("""
        select territory from unit where territory is not null
        union select territory from service_place where territory is not null order by 1
    """)
    return [row["territory"] for row in rows]


def _columns(name: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Exactly the columns that the figure's definition names, in its order."""
    return [{column: row[column] for column in FIGURES[name].columns} for row in rows]
