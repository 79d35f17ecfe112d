"""A table that facts are folded into: one row for each thing they tell of, and the statement that writes the rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

Values = dict[str, Any]

INCOMPLETE = "incomplete_projection"
"""The table of projections that are to be rebuilt; see migration 0010. Every schema with projections has one."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One table. `columns` besides id, the guard and what orders it; of those in `first` the first value stays."""

    name: str
    columns: tuple[str, ...]
    first: frozenset[str] = frozenset()
    guard: tuple[str, ...] = ("position",)
    """Which of two facts about a row is the newer one."""
    of_case: bool = False
    """Whether a row belongs to a case that was opened before. Only for facts of cases: their order is known."""

    def fold(self, said: Iterable[tuple[UUID | str, Values]]) -> list[Values]:
        """What facts said, as one row for each id, whatever the order in which they come."""
        about: dict[UUID | str, list[Values]] = defaultdict(list)
        for id, values in said:
            about[id].append(values)
        return [{"id": id, **self._row(facts)} for id, facts in about.items()]

    def _row(self, facts: list[Values]) -> Values:
        row: Values = {}
        for values in sorted(facts, key=itemgetter(*self.guard)):
            for column, value in values.items():
                if value is not None and not (column in self.first and column in row):
                    row[column] = value
        return row

    def save(self, schema: str) -> str:
        """The statement that takes folded rows as one JSON text.

        Rows are completed with what is known of them before they are written, so that `not null` tells whether a row
        was ever begun; and they are locked in the order of their ids, so that two batches queue and never deadlock.
        What belongs to a case that nobody opened belongs to none, which `not null` refuses too.
        A table that waits for its first rebuild takes nothing. What is known is looked up row by row: `limit` keeps
        PostgreSQL from reading all of a middling table to join it with a few rows.
        """
        table, all_columns = f"{schema}.{self.name}", (*self.guard, *self.columns)
        changes = ", ".join(f"{column} = excluded.{column}" for column in all_columns)
        known, new = (", ".join(f"{side}.{column}" for column in self.guard) for side in ("known", "excluded"))
        return f"""
            insert into {table} as known (id, {", ".join(all_columns)})
            select said.id, {", ".join(self._value(column, schema) for column in all_columns)}
            from json_populate_recordset(null::{table}, $1::json) said
            left join lateral (select * from {table} known where known.id = said.id limit 1) before on true
            where not exists (select from {schema}.{INCOMPLETE} where name = '{self.name}' and not written)
            order by said.id
            on conflict (id) do update set {changes} where ({known}) < ({new})
        """

    def _value(self, column: str, schema: str) -> str:
        if column in self.guard:
            return f"said.{column}"
        if column == "case_id" and self.of_case:
            return f"""coalesce(
                before.case_id, (select opened.id from {schema}.social_case opened where opened.id = said.case_id),
                (select said.case_id from {schema}.{INCOMPLETE} where name = 'social_case' and not written)
            )"""
        older, newer = ("before", "said") if column in self.first else ("said", "before")
        return f"coalesce({older}.{column}, {newer}.{column})"
