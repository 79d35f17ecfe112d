"""What the facts of cases say about contacts, outreach, conferences, consents, tasks, trainings and teams."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.consents import ConsentRecorded, ConsentSigned, ConsentWithdrawn
from shared.contracts.contact_codes import ContactWith
from shared.contracts.contacts import (
    CaseConferenceCalled,
    CaseConferenceCancelled,
    CaseConferenceHeld,
    ContactRecorded,
    OutreachEnded,
    OutreachListed,
    OutreachStarted,
    OutreachTried,
)
from shared.contracts.tasks import TaskAdded, TaskCompleted
from shared.contracts.units import TeamEventHeld, TrainingRecorded


def contacted(fact: ContactRecorded, at: datetime) -> Iterator[Row]:
    """Speaking to the client ends the clock of the case, as a visit does."""
    yield Row("contact", fact.contact, {
        "case_id": fact.case, "staff": fact.staff, "kind": fact.kind, "mode": fact.mode, "partner": fact.partner,
        "reached": fact.reached, "began_at": fact.began_at, "minutes": fact.minutes, "after_hours": fact.after_hours,
    })  # fmt: skip
    if fact.corrects:
        yield Row("contact", fact.corrects, {"corrected": True})
    if fact.reached and fact.partner is ContactWith.CLIENT:
        yield Row("social_case", fact.case, {"first_contact_at": fact.began_at})


def outreach_started(fact: OutreachStarted, at: datetime) -> Iterator[Row]:
    yield Row("outreach", fact.outreach, {"unit": fact.unit, "started_at": fact.started_at})


def outreach_listed(fact: OutreachListed, at: datetime) -> Iterator[Row]:
    for case in fact.cases:
        yield Row("outreach_case", f"{fact.outreach}/{case}", {"outreach": fact.outreach, "case_id": case})


def outreach_tried(fact: OutreachTried, at: datetime) -> Iterator[Row]:
    yield Row("outreach_case", f"{fact.outreach}/{fact.case}", {"result": fact.result})


def outreach_ended(fact: OutreachEnded, at: datetime) -> Iterator[Row]:
    yield Row("outreach", fact.outreach, {"ended_at": fact.ended_at})


def conference_called(fact: CaseConferenceCalled, at: datetime) -> Iterator[Row]:
    values = {"case_id": fact.case, "mode": fact.mode, "planned_at": fact.planned_at, "state": "planned"}
    yield Row("conference", fact.conference, values)


def conference_cancelled(fact: CaseConferenceCancelled, at: datetime) -> Iterator[Row]:
    yield Row("conference", fact.conference, {"state": "cancelled"})


def conference_held(fact: CaseConferenceHeld, at: datetime) -> Iterator[Row]:
    values = {"mode": fact.mode, "state": "held", "minutes": fact.minutes, "agencies": len(fact.agencies)}
    yield Row("conference", fact.conference, values)


def consented(fact: ConsentRecorded, at: datetime) -> Iterator[Row]:
    yield Row("consent", fact.consent, {
        "case_id": fact.case, "mode": fact.mode, "answer": fact.answer, "said_at": fact.said_at,
        "sign_by": fact.sign_by,
    })  # fmt: skip


def consent_signed(fact: ConsentSigned, at: datetime) -> Iterator[Row]:
    yield Row("consent", fact.consent, {"signed_at": fact.signed_at})


def consent_withdrawn(fact: ConsentWithdrawn, at: datetime) -> Iterator[Row]:
    yield Row("consent", fact.consent, {"withdrawn_at": fact.withdrawn_at})


def task_added(fact: TaskAdded, at: datetime) -> Iterator[Row]:
    values = {"case_id": fact.case, "kind": fact.kind, "due_at": fact.due_at, "statutory": fact.statutory}
    yield Row("task", fact.task, values)


def task_completed(fact: TaskCompleted, at: datetime) -> Iterator[Row]:
    yield Row("task", fact.task, {"completed_at": fact.completed_at})


def trained(fact: TrainingRecorded, at: datetime) -> Iterator[Row]:
    yield Row("training", f"{fact.staff}/{fact.training}/{fact.completed_on}", {
        "staff": fact.staff, "training": fact.training, "completed_on": fact.completed_on,
        "valid_until": fact.valid_until,
    })  # fmt: skip


def team_event(fact: TeamEventHeld, at: datetime) -> Iterator[Row]:
    yield Row("team_event", fact.event, {
        "kind": fact.kind, "held_on": fact.held_on, "participants": fact.participants, "duration": fact.duration,
        "unit": fact.unit,
    })  # fmt: skip
