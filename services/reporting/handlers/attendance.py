"""What the facts of cases say about sessions, prevention, home care, shelters and benefits: counts, hours, days."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.attendance import (
    AttendanceRecorded,
    CareCorrected,
    CareDelivered,
    CarePlanned,
    SessionCancelled,
    SessionCounted,
    SessionHeld,
    SessionPlanned,
)
from shared.contracts.benefits import BenefitCorrected, BenefitEnded, BenefitRecorded
from shared.contracts.contacts import ActivityBooked, ActivityCancelled, ActivityHeld
from shared.contracts.shelter import ShelterNightClosed, ShelterNightCorrected


def planned(fact: SessionPlanned, at: datetime) -> Iterator[Row]:
    yield Row("session", fact.session, {
        "offer": fact.offer, "service": fact.service, "planned_at": fact.planned_at, "minutes": fact.minutes,
        "state": "planned", "mode": fact.service_mode,
    })  # fmt: skip


def held(fact: SessionHeld, at: datetime) -> Iterator[Row]:
    yield Row("session", fact.session, {"state": "held", "minutes": fact.minutes})


def cancelled(fact: SessionCancelled, at: datetime) -> Iterator[Row]:
    yield Row("session", fact.session, {"state": "cancelled"})


def counted(fact: SessionCounted, at: datetime) -> Iterator[Row]:
    yield Row("session", fact.session, {"ages": fact.ages, "counts": fact.counts})


def attended(fact: AttendanceRecorded, at: datetime) -> Iterator[Row]:
    values = {"session": fact.session, "case_id": fact.case, "result": fact.result, "minutes": fact.minutes}
    yield Row("attendance", fact.attendance, values)


def booked(fact: ActivityBooked, at: datetime) -> Iterator[Row]:
    yield Row("activity", fact.activity, {
        "unit": fact.unit, "kind": fact.kind, "theme": fact.theme, "at": fact.planned_at, "state": "planned",
        "mode": fact.service_mode,
    })  # fmt: skip


def called_off(fact: ActivityCancelled, at: datetime) -> Iterator[Row]:
    yield Row("activity", fact.activity, {"state": "cancelled"})


def took_place(fact: ActivityHeld, at: datetime) -> Iterator[Row]:
    yield Row("activity", fact.activity, {
        "unit": fact.unit, "kind": fact.kind, "theme": fact.theme, "at": fact.held_at, "state": "held",
        "minutes": fact.minutes, "ages": fact.ages, "counts": fact.counts, "mode": fact.service_mode,
    })  # fmt: skip


def care_planned(fact: CarePlanned, at: datetime) -> Iterator[Row]:
    yield Row("care_plan", f"{fact.request}/{fact.from_day}", {
        "request_id": fact.request, "case_id": fact.case, "offer": fact.offer, "from_day": fact.from_day,
        "minutes_per_week": fact.minutes_per_week,
    })  # fmt: skip


def care_given(fact: CareDelivered | CareCorrected, at: datetime) -> Iterator[Row]:
    """What corrects an entry says all of it again."""
    yield Row("care_entry", fact.entry, {
        "request_id": fact.request, "case_id": fact.case, "offer": fact.offer, "task": fact.task,
        "began_at": fact.began_at, "minutes": fact.minutes,
    })  # fmt: skip


def night_closed(fact: ShelterNightClosed, at: datetime) -> Iterator[Row]:
    """Before a night is closed its counts do not stand, and who came on it is nothing to remember."""
    values = {"offer": fact.offer, "begins_on": fact.begins_on, "beds": fact.beds, "mode": fact.service_mode}
    yield Row("shelter_night", fact.night, values | _counts(fact))


def night_corrected(fact: ShelterNightCorrected, at: datetime) -> Iterator[Row]:
    yield Row("shelter_night", fact.night, _counts(fact))


def _counts(fact: ShelterNightClosed | ShelterNightCorrected) -> dict:
    return {"guests": fact.guests, "reasons": fact.reasons, "turned_away": fact.turned_away}


def benefit_recorded(fact: BenefitRecorded, at: datetime) -> Iterator[Row]:
    values = {"case_id": fact.case, "recorded_at": fact.recorded_at}
    yield Row("benefit", fact.benefit, values | _benefit(fact))


def benefit_corrected(fact: BenefitCorrected, at: datetime) -> Iterator[Row]:
    yield Row("benefit", fact.benefit, _benefit(fact))


def _benefit(fact: BenefitRecorded | BenefitCorrected) -> dict:
    days = {"first_on": fact.first_on, "last_on": fact.last_on or "infinity"}
    return {"what": fact.what, "grantor": fact.grantor} | days


def benefit_ended(fact: BenefitEnded, at: datetime) -> Iterator[Row]:
    yield Row("benefit", fact.benefit, {"last_on": fact.last_on, "end_reason": fact.reason})
