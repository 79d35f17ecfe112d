"""The projections as tables: one statement brings any number of rows up to what facts have said. The only writer."""

import json
from collections.abc import Mapping
from uuid import UUID

import asyncpg

from services.reporting.projections.projection import INCOMPLETE, Projection, Values
from services.reporting.projections.work import WORK

__all__ = ["INCOMPLETE", "PROJECTIONS", "Projection", "save"]

PROJECTIONS = (
    Projection("partner", ("kind",)),
    Projection("unit", ("label_lv", "label_en", "active", "territory")),
    Projection("mode_switch", ("mode", "at")),
    Projection("staff", ("unit", "role", "absent", "active"), guard=("changed_at", "position")),
    Projection(
        "referral",
        ("partner", "channel", "kind", "needs", "age_band", "groups", "received_at", "priority", "due_at", "state",
         "decided_at", "missed_at", "reason", "concluded_at", "outcome", "territory"),
        # Taken back after it was accepted, it was decided when it was accepted.
        first=frozenset({"decided_at"}),
    ),
    Projection(
        "social_case",
        ("referrals", "kind", "priority", "needs", "age_band", "groups", "mode", "unit", "opened_at", "due_at",
         "assigned_at", "first_visit_at", "first_contact_at", "closed_at", "outcome", "counted_as", "stage", "resting",
         "risk", "minutes_away", "staff"),
        first=frozenset({"assigned_at", "first_visit_at", "first_contact_at"}),
    ),
    Projection(
        "visit",
        ("case_id", "mode", "state", "planned_at", "completed_at", "duration", "outcome", "reason", "staff",
         "after_hours"),
        of_case=True,
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
    *WORK,
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
