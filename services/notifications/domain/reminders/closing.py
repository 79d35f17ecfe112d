"""A person says what came of reminding somebody."""

from services.notifications.domain.reminders.occasion import Occasion
from services.notifications.domain.reminders.planning import contradicted
from services.notifications.domain.reminders.reminder import Reminder, ReminderState, evolve
from shared.contracts.reminder_codes import ReminderTaskOutcome
from shared.contracts.reminders import ReminderTaskDone
from shared.decision import Cause, Decision, Refusal, World


def done(world: World, reminder: Reminder, outcome: ReminderTaskOutcome, cause: Cause) -> Decision:
    """The task is done. Raises Refusal when there is none: a machine reminded, or it is not needed any more."""
    if reminder.state is not ReminderState.TASK:
        raise Refusal(
            code="reminder-no-task", title="Nobody has to remind",
            detail=f"The reminder is {reminder.state}: read it again, it is on nobody's list.",
        )  # fmt: skip
    fact = ReminderTaskDone(**reminder.names, outcome=outcome, by=cause.staff, done_at=cause.time)
    after = evolve(reminder, fact)
    decision = Decision((after,), (fact,))
    if outcome is not ReminderTaskOutcome.TOLD:
        return decision
    return decision + contradicted(world, world.get(Occasion, reminder.occasion), after)
