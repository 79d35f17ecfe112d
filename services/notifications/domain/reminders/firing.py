"""The time of a reminder has come: it is due, unless it is too late, or people sleep."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.notifications.domain.reminders import planning
from services.notifications.domain.reminders.reminder import Reminder, ReminderState
from services.notifications.domain.rules import Rulebook
from shared.contracts.reminder_codes import ReminderEndReason
from shared.decision import Cause, Decision, Ref, Timer, World


def refs(timer: Timer, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Reminder, UUID(timer.key))]


def fall_due(world: World, timer: Timer, cause: Cause, rules: Rulebook) -> Decision:
    """It is to be sent now. One that was moved since waits for its own time."""
    reminder = world.get(Reminder, UUID(timer.key))
    if reminder.state is not ReminderState.PLANNED or reminder.due != timer.due:
        return Decision()
    later = rules.reminders.awake(cause.time)
    if later >= reminder.at:
        return planning.end(reminder, ReminderEndReason.TOO_LATE, cause)
    if later > cause.time:
        return planning.wait(reminder, later)
    return Decision((replace(reminder, state=ReminderState.DUE, version=reminder.version + 1),))
