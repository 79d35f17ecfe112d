"""What the facts of cases say about units, staff, cases and visits."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row, about
from shared.contracts.cases import CaseAssigned, CaseOpened
from shared.contracts.counting import count_as
from shared.contracts.mode import EmergencyModeSwitched
from shared.contracts.units import StaffChanged, UnitChanged
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitRescheduled, VisitScheduled


def unit_changed(fact: UnitChanged, at: datetime) -> Iterator[Row]:
    """A label without a translation is shown as it is."""
    label = fact.label
    values = {"label_lv": label.lv, "label_en": label.en or label.lv, "active": fact.active}
    values["territory"] = fact.atvk
    yield Row("unit", fact.unit, values)


def staff_changed(fact: StaffChanged, at: datetime) -> Iterator[Row]:
    values = {"changed_at": at, "unit": fact.unit, "role": fact.role, "absent": fact.absent, "active": fact.active}
    yield Row("staff", fact.staff, values)


def mode_switched(fact: EmergencyModeSwitched, at: datetime) -> Iterator[Row]:
    yield Row("mode_switch", f"{fact.period}/{fact.mode}", {"mode": fact.mode, "at": fact.at})


def opened(fact: CaseOpened, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {
        **about(fact), "referrals": fact.referrals, "priority": fact.priority, "mode": fact.service_mode,
        "unit": fact.unit, "opened_at": fact.opened_at, "due_at": fact.due_at,
        "counted_as": fact.counted_as or count_as(fact.age_band, fact.subjects),
    })  # fmt: skip


def assigned(fact: CaseAssigned, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"unit": fact.unit, "staff": fact.staff, "assigned_at": at})


def scheduled(fact: VisitScheduled, at: datetime) -> Iterator[Row]:
    yield Row("visit", fact.visit, {
        "case_id": fact.case, "staff": fact.staff, "mode": fact.mode, "state": "planned", "planned_at": fact.planned_at,
    })  # fmt: skip


def rescheduled(fact: VisitRescheduled, at: datetime) -> Iterator[Row]:
    yield Row("visit", fact.visit, {"planned_at": fact.planned_at})


def completed(fact: VisitCompleted, at: datetime) -> Iterator[Row]:
    yield Row("visit", fact.visit, {
        "state": "completed", "mode": fact.mode, "duration": fact.duration, "outcome": fact.outcome,
        "completed_at": fact.completed_at, "after_hours": fact.after_hours,
    })  # fmt: skip
    yield Row("social_case", fact.case, {"first_visit_at": fact.completed_at, "first_contact_at": fact.completed_at})


def missed(fact: VisitMissed, at: datetime) -> Iterator[Row]:
    yield Row("visit", fact.visit, {"state": "missed", "reason": fact.reason})


def cancelled(fact: VisitCancelled, at: datetime) -> Iterator[Row]:
    yield Row("visit", fact.visit, {"state": "cancelled", "reason": fact.reason})
