"""Visits and requests as cases tells of them, reminders of a visit in one state of memory or another, and clocks."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.reminders.occasion import occasion_id, reminder_id
from services.notifications.domain.reminders.reminder import Reminder, ReminderState
from services.notifications.domain.reminders.trying import REACHED, TRIED, Reach, Reached, ReminderTry, Tried
from services.notifications.handlers import COMMANDS, FACTS
from shared.contracts.codes import Priority, VisitCancelReason, VisitMode
from shared.contracts.contact_codes import RescheduleReason
from shared.contracts.fact import Fact
from shared.contracts.people_codes import Language, ReminderChannel, ReminderGround, ReminderWay
from shared.contracts.reminder_codes import ReminderOf
from shared.contracts.request_codes import RequestKind
from shared.contracts.requests import PlaceOffered, ServiceRenewalDue, ServiceRequested, WaitingAsked
from shared.contracts.visits import VisitCancelled, VisitRescheduled, VisitScheduled
from shared.decision import Decision, Timer
from tests.services.memory import Memory, cause
from tests.services.notifications.samples import id_of, riga, runs_out

MONDAY, TUESDAY = riga("2026-03-16 10:00"), riga("2026-03-17 10:00")
THE_DAY_BEFORE = riga("2026-03-16 15:00")
FRIDAY = riga("2026-03-20 11:00")
VISIT, REQUEST = id_of("visit"), id_of("request")
TOMORROW, SOON = "visit-tomorrow", "remote-visit-in-two-hours"
BY_TEXT = Reach(
    ReminderWay.TEXT_MESSAGE, ReminderGround.CHOSEN, "+37120000000", Language.LV, False, None, None
)  # fmt: skip


def scheduled(at: datetime = TUESDAY, visit: UUID = VISIT, name: str = "a", **changed: Any) -> VisitScheduled:
    """A visit by phone, in the case of that name."""
    fields = {"mode": VisitMode.PHONE, "staff": id_of("staff")} | changed
    return VisitScheduled(case=id_of(f"case {name}"), visit=visit, planned_at=at, **fields)


def moved(
    to: datetime, before: datetime = TUESDAY, reason: RescheduleReason = RescheduleReason.STAFF_UNAVAILABLE
) -> VisitRescheduled:
    return VisitRescheduled(case=id_of("case a"), visit=VISIT, reason=reason, planned_at=to, before=before)


def cancelled(reason: VisitCancelReason = VisitCancelReason.STAFF_UNAVAILABLE) -> VisitCancelled:
    return VisitCancelled(case=id_of("case a"), visit=VISIT, reason=reason)


def requested(request: UUID = REQUEST, person: str = "somebody else", **changed: Any) -> ServiceRequested:
    fields = {
        "offer": id_of("service"), "service": "aprupe-majas", "kind": RequestKind.NEW, "urgency": Priority.ROUTINE,
        "points": 10, "requested_at": MONDAY, "decide_by": FRIDAY,
    }  # fmt: skip
    return ServiceRequested(request=request, case=id_of("case a"), person=id_of(person), **fields | changed)


def offered(until: datetime = FRIDAY, request: UUID = REQUEST) -> PlaceOffered:
    return PlaceOffered(
        request=request, case=id_of("case a"), offer=id_of("service"), offered_at=MONDAY, answer_due=until, held=0
    )  # fmt: skip


def still_waiting(until: datetime = FRIDAY, request: UUID = REQUEST) -> WaitingAsked:
    return WaitingAsked(
        request=request, case=id_of("case a"), offer=id_of("service"), asked_at=MONDAY, answer_due=until
    )  # fmt: skip


def runs_out_soon(request: UUID = REQUEST) -> ServiceRenewalDue:
    return ServiceRenewalDue(request=request, case=id_of("case a"), offer=id_of("service"), ends_at=FRIDAY)


def hear(memory: Memory, *facts: Fact, at: datetime = MONDAY) -> list[Timer]:
    """Let facts of cases be heard; the timers that they set."""
    heard = [memory.hear(FACTS[fact.type], fact, cause(f"{fact.type} {at} {n}", at)) for n, fact in enumerate(facts)]
    return [timer for decision in heard for timer in decision.timers]


def of_visit(memory: Memory, rule: str = TOMORROW) -> Reminder:
    """The reminder of the visit by a rule."""
    return memory.states[Reminder, reminder_id(occasion_id(ReminderOf.VISIT, VISIT), rule)]


def planned(memory: Memory) -> list[tuple[str, datetime]]:
    """The reminders that wait for their time: by which rule, and when."""
    waiting = [one for one in memory.of(Reminder) if one.state is ReminderState.PLANNED]
    return [(one.rule, one.due) for one in waiting]


def falls_due(memory: Memory, reminder: Reminder) -> None:
    """Let the time of a reminder come."""
    runs_out(memory, Timer("reminder", reminder.id, reminder.due))


def begun(memory: Memory, reminder: Reminder) -> ReminderTry:
    """What the claim's SQL does, and the row that is written before anything is sent."""
    reminder = memory.states[Reminder, reminder.id]
    claimed = replace(reminder, attempt=reminder.attempt + 1)
    memory.states[Reminder, reminder.id] = claimed
    row = ReminderTry(
        f"{claimed.id}/{claimed.attempt}", claimed.id, claimed.attempt, id_of("message"),
        ReminderChannel.TEXT_MESSAGE, claimed.at, claimed.due,
    )  # fmt: skip
    memory.states[ReminderTry, row.id] = row
    return row


def ends(
    memory: Memory, row: ReminderTry, outcome: TryOutcome = TryOutcome.DELIVERED, at: datetime = THE_DAY_BEFORE
) -> Decision:
    """Record what became of a try."""
    occasion = memory.states[Reminder, row.reminder].occasion
    tried = Tried(row, occasion, outcome, at)
    return memory.hear(COMMANDS[TRIED], tried, cause(f"tried {row.id}", at))


def sent(memory: Memory, reminder: Reminder) -> Reminder:
    """The reminder after its time has come and a machine has sent it."""
    falls_due(memory, reminder)
    ends(memory, begun(memory, reminder), at=reminder.due)
    return memory.states[Reminder, reminder.id]


def is_told(memory: Memory, reminder: Reminder, reach: Reach, at: datetime = THE_DAY_BEFORE, **more: Any) -> Decision:
    """Let intake say how somebody may be reminded, where nothing is sent for it."""
    row = begun(memory, reminder)
    found = Reached(reminder.id, row.attempt, reach, **more)
    return memory.hear(COMMANDS[REACHED], found, cause(f"reached {row.id}", at))


def later(days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
    return THE_DAY_BEFORE + timedelta(days=days, hours=hours, minutes=minutes)
