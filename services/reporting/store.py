"""The projections as tables: one statement brings any number of rows up to what facts have said. The only writer."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

import asyncpg

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
        A table that waits for its first rebuild takes nothing.
        """
        table, all_columns = f"{schema}.{self.name}", (*self.guard, *self.columns)
        changes = ", ".join(f"{column} = excluded.{column}" for column in all_columns)
        known, new = (", ".join(f"{side}.{column}" for column in self.guard) for side in ("known", "excluded"))
        return f"""
            insert into {table} as known (id, {", ".join(all_columns)})
            select said.id, {", ".join(self._value(column) for column in all_columns)}
            from json_populate_recordset(null::{table}, $1::json) said left join {table} before on before.id = said.id
            where not exists (select from {schema}.{INCOMPLETE} where name = '{self.name}' and not written)
            order by said.id
            on conflict (id) do update set {changes} where ({known}) < ({new})
        """

    def _value(self, column: str) -> str:
        if column in self.guard:
            return f"said.{column}"
        older, newer = ("before", "said") if column in self.first else ("said", "before")
        return f"coalesce({older}.{column}, {newer}.{column})"


PROJECTIONS = (
    Projection("partner", ("kind",)),
    Projection("unit", ("label_lv", "label_en", "active", "territory")),
    Projection("mode_switch", ("mode", "at")),
    Projection("staff", ("unit", "role", "absent"), guard=("changed_at", "position")),
    Projection(
        "referral",
        ("partner", "channel", "kind", "needs", "age_band", "groups", "received_at", "priority", "due_at", "state",
         "decided_at", "missed_at", "reason", "concluded_at", "outcome"),
        # Taken back after it was accepted, it was decided when it was accepted.
        first=frozenset({"decided_at"}),
    ),
    Projection(
        "social_case",
        ("referrals", "kind", "priority", "needs", "age_band", "groups", "mode", "unit", "opened_at", "due_at",
         "assigned_at", "first_visit_at", "closed_at", "outcome"),
        first=frozenset({"assigned_at", "first_visit_at"}),
    ),
    Projection(
        "visit",
        ("case_id", "mode", "state", "planned_at", "completed_at", "duration", "outcome", "reason"),
    ),
    Projection(
        "notice",
        ("case_id", "referral", "agency", "rule", "channel", "issued_at", "acknowledge_by", "delivered_at",
         "acknowledged_at", "answered_at", "answer", "reason", "outcome", "late", "overdue_at", "escalated_at",
         "withdrawn_at"),
        # An agency is late with its first word; what follows it is no second lateness.
        first=frozenset({"delivered_at", "acknowledged_at", "late", "escalated_at"}),
    ),
    Projection(
        "campaign_answer",
        ("campaign", "kind", "role", "channel", "answered_at", "life_improved", "worker", "verdict", "reason",
         "collected_at"),
    ),
    Projection(
        "early_warning",
        ("kind", "day", "window_days", "counted", "baseline_days", "usual", "rule"),
    ),
    Projection("organization", ("code", "unit")),
    Projection(
        "service",
        ("organization", "code", "label_lv", "label_en", "kind", "status", "groups", "sensitive", "valid_from",
         "valid_until"),
    ),
    Projection("service_place", ("service", "label_lv", "label_en", "territory", "active")),
    Projection("capacity", ("offer", "part", "from_at", "amount", "serves", "called_off")),
    Projection(
        "service_request",
        ("case_id", "offer", "service", "kind", "urgency", "requested_at", "decide_by", "decision", "decided_at",
         "contest_by", "reason", "placed_at", "started_at", "runs_out_at", "ended_at", "end_reason", "result"),
        # A place is taken when it is accepted, not when the service starts in it.
        first=frozenset({"placed_at"}),
    ),
    Projection("request_step", ("request_id", "case_id", "offer", "step", "at", "reason")),
    Projection("session", ("offer", "service", "planned_at", "minutes", "state", "ages", "counts", "mode")),
    Projection("attendance", ("session", "case_id", "result", "minutes")),
    Projection("activity", ("unit", "kind", "theme", "at", "state", "minutes", "ages", "counts", "mode")),
    Projection("care_plan", ("request_id", "case_id", "offer", "from_day", "minutes_per_week")),
    Projection("care_entry", ("request_id", "case_id", "offer", "task", "began_at", "minutes")),
    Projection("shelter_night", ("offer", "begins_on", "beds", "guests", "reasons", "turned_away", "mode")),
    Projection("benefit", ("case_id", "what", "grantor", "first_on", "last_on", "recorded_at", "end_reason")),
    Projection("register_count", ("target_group", "amount", "source", "counted_on", "territory", "quoted", "note")),
    Projection(
        "parked_record",
        ("consumer", "source", "record_type", "reason", "state", "parked_at", "ended_at", "discard_reason"),
    ),
)  # fmt: skip
"""In the order in which their rows are locked."""


async def save(
    conn: asyncpg.Connection, said: Mapping[str, list[tuple[UUID | str, Values]]], schema: str = "public"
) -> None:
    """Bring every table that something was said about up to it. `said` maps a table's name to (id, values) pairs.

    Raises asyncpg.PostgresError when the database refuses a row.
    """
    for projection in PROJECTIONS:
        if about := said.get(projection.name):
            # The standard library's encoder: pydantic's takes three times as long over codes, which are enums.
            await conn.execute(projection.save(schema), json.dumps(projection.fold(about), default=str))
