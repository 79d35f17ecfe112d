"""Until when what happened is counted: by the service that told of it, and for each figure by those it rests on.

A source is fresh until the time of its newest fact that is applied, or until the last time it said that its log ends
where reporting stands: a quiet source is no stale one. What a service was still writing down at that very moment may
come a little later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

import asyncpg

from services.reporting.figures import FIGURES
from services.reporting.rebuild.standing import HEARD
from services.reporting.reports.indicators import INDICATORS
from services.reporting.rules import Rules
from shared.contracts import registry

_NARROWED_BY = "cases"
"""Whose facts say what belongs to a unit, a target group, a territory or a mode."""


@cache
def sources(figure: str) -> frozenset[str]:
    """The services whose facts a figure is worked out from; none of what is only configured."""
    topics = (registry.topics_of(registry.BY_TYPE[fact]) for fact in FIGURES[figure].facts)
    return frozenset(topic.owner for several in topics for topic in several)


@dataclass(frozen=True, slots=True)
class Freshness:
    """By source; `until` is None where nothing was heard yet."""

    facts: Mapping[str, int] = field(default_factory=dict)
    """How many of its facts are applied."""
    until: Mapping[str, datetime | None] = field(default_factory=dict)
    behind: frozenset[str] = frozenset()
    """Of whom nothing was heard for longer than is usual."""
    indicators: frozenset[str] = frozenset()
    """The sources of the indicators: which figures they take, the municipality's planning says."""

    def of(self, figures: Iterable[str], *, is_narrowed: bool = False) -> "Freshness":
        """The same of the sources that these figures rest on."""
        rests_on = [self.indicators if name == INDICATORS else sources(name) for name in figures]
        mine = frozenset([_NARROWED_BY] if is_narrowed else ()).union(*rests_on) & self.facts.keys()
        return Freshness(
            {source: count for source, count in self.facts.items() if source in mine},
            {source: at for source, at in self.until.items() if source in mine},
            self.behind & mine,
            self.indicators,
        )

    @property
    def oldest(self) -> datetime | None:
        """Until when everything is counted, whoever told of it."""
        return None if None in self.until.values() else min(self.until.values(), default=None)


async def freshness(conn: asyncpg.Connection, rules: Rules, now: datetime) -> Freshness:
    """How fresh the tables are that `conn` sees. The same facts give the same report."""
    rows = await conn.fetch(HEARD)
    until = {row["source"]: row["until"] for row in rows}
    expected = now - rules.may_lag(now)
    behind = frozenset(source for source, at in until.items() if at is None or at < expected)
    indicators = frozenset().union(*(sources(one.figure) for one in rules.indicators))
    return Freshness({row["source"]: row["facts"] for row in rows}, until, behind, indicators)
