"""How figures are read: one scope, one snapshot, and SQL in which values have names.

A condition stands in the statement only where the scope asks for it: PostgreSQL plans `unit = $1` by an index, and
`$1 is null or unit = $1` by reading everything.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from services.reporting.reports.scope import Scope
from services.reporting.rules import Rules

Rows = Sequence[Mapping[str, Any]]
"""Each a mapping of a figure's columns."""

_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody's question: a connection in the snapshot of the report, what the report is about, and by which rules.

    Of the tables in `incomplete`, those that a statement reads are put into `touched`.
    """

    conn: asyncpg.Connection
    scope: Scope
    rules: Rules
    incomplete: frozenset[str] = frozenset()
    touched: set[str] = field(default_factory=set)

    async def rows(self, sql: str, **more: Any) -> list[asyncpg.Record]:
        """The rows of a statement, with `:name` for a value of the scope (see `_values`) or one of `more`."""
        values, places = _values(self.scope) | {"territories": self._territories()} | more, {}
        numbered = _NAMED.sub(lambda found: f"${places.setdefault(found[1], len(places) + 1)}", sql)
        arguments = [values[name] for name in places]
        if self.incomplete:
            # PostgreSQL itself knows best what a statement reads.
            plan = await self.conn.fetchval(f"explain (format json) {numbered}", *arguments)
            self.touched.update(name for name in self.incomplete if f'"Relation Name": "{name}"' in plan)
        return await self.conn.fetch(numbered, *arguments)

    def _territories(self) -> list[str]:
        """The code that is asked for; by today's codes also those of what was merged into it."""
        scope = self.scope
        return self.rules.within(scope.territory, scope.today) if scope.codes else [scope.territory or ""]

    def cases(self, c: str = "c") -> str:
        """The condition that the case `c` (an alias of social_case) is asked about."""
        scope = self.scope
        return _all(
            self.units(f"{c}.unit"),
            scope.group and f"{c}.groups @> array[:group::text]",
            scope.mode and f"{c}.mode = :mode",
        )

    def units(self, unit: str) -> str:
        """The condition that something of a unit is asked about; nobody works for one target group, or in one mode."""
        scope = self.scope
        return _all(
            scope.unit and f"{unit} = :unit",
            scope.territory and f"{unit} in (select id from unit where territory = any(:territories::text[]))",
        )

    def of_cases(self, case_id: str) -> str:
        """The condition that something belongs to a case that is asked about; what belongs to none fits no filter."""
        condition = f"exists (select from social_case c where c.id = {case_id} and {self.cases()})"
        return condition if self.scope.is_narrowed else "true"

    def referrals(self, r: str = "r") -> str:
        """The condition that the referral `r` is asked about: a unit's and a territory's are those of its cases.

        It was received in the period, or undecided at its end: its cases were opened after that, and so after the
        period began. To look at all cases there ever were would take a hundred times as long.
        """
        scope = self.scope
        cases = f"select unnest(referrals) from social_case c where opened_at >= :since and {self.units('c.unit')}"
        return _all(
            (scope.unit or scope.territory) and f"{r}.id in ({cases})",
            scope.group and f"{r}.groups @> array[:group::text]",
            scope.mode and f"{_MODE.format(at=f'{r}.received_at')} = :mode",
        )

    def offers(self) -> str:
        """The condition that a service at a location (p, with service s, organisation o and unit u) is asked about.

        It lies where its place does, or its unit; what is for nobody in particular is for each target group.
        """
        scope = self.scope
        return _all(
            scope.unit and "o.unit = :unit",
            scope.territory and "coalesce(p.territory, u.territory) = any(:territories::text[])",
            scope.group and "(s.groups = '{}' or s.groups @> array[:group::text])",
        )


_MODE = "coalesce((select m.mode from mode_switch m where m.at <= {at} order by m.at desc limit 1), 'normal')"


@dataclass(frozen=True, slots=True)
class Query:
    """One question, and the figures it answers."""

    figures: frozenset[str]
    ask: Callable[[Asking], Awaitable[Mapping[str, Rows]]]


def counts(*figures: str) -> Callable[[Callable[[Asking], Awaitable[Mapping[str, Rows]]]], Query]:
    """Says which figures a function works out. It gives the rows of each by its name."""
    return lambda ask: Query(frozenset(figures), ask)


def _values(scope: Scope) -> dict[str, Any]:
    return {
        "first": scope.first, "last": scope.last, "since": scope.since, "until": scope.until, "end": scope.end,
        "day": scope.day, "now": scope.now, "unit": scope.unit, "group": scope.group, "territory": scope.territory,
        "mode": scope.mode,
    }  # fmt: skip


def _all(*conditions: Any) -> str:
    return " and ".join(condition for condition in conditions if condition) or "true"
