"""The tables of what was done about cases, and of what staff learned and did together."""

from services.reporting.projections.projection import Projection

WORK = (
    Projection("case_movement", ("case_id", "movement", "reason", "at"), of_case=True),
    Projection(
        "contact",
        ("case_id", "staff", "kind", "mode", "partner", "reached", "began_at", "minutes", "after_hours", "corrected"),
        of_case=True,
    ),
    Projection(
        "assessment",
        ("case_id", "checklist", "place", "client", "score", "score_of", "signed_at", "corrected"),
        of_case=True,
    ),
    Projection(
        "plan",
        ("case_id", "kind", "methods", "submitted_at", "returned_at", "approved_at", "review_on", "ended_at"),
        first=frozenset({"ended_at"}),
        of_case=True,
    ),
    Projection(
        "plan_review",
        ("plan", "case_id", "outcome", "reviewed_at", "steps_done", "steps_not_done", "steps_open", "goals_measured",
         "goals_improved"),
        of_case=True,
    ),
    Projection("recommendation", ("case_id", "code", "given_at", "outcome"), of_case=True),
    Projection("task", ("case_id", "kind", "due_at", "statutory", "completed_at"), of_case=True),
    Projection("conference", ("case_id", "mode", "planned_at", "state", "minutes", "agencies"), of_case=True),
    Projection(
        "consent",
        ("case_id", "mode", "answer", "said_at", "sign_by", "signed_at", "withdrawn_at"),
        of_case=True,
    ),
    Projection("outreach", ("unit", "started_at", "ended_at")),
    Projection("outreach_case", ("outreach", "case_id", "result")),
    Projection("training", ("staff", "training", "completed_on", "valid_until")),
    Projection("team_event", ("kind", "held_on", "participants", "duration", "unit")),
)  # fmt: skip
"""In the order in which their rows are locked."""
