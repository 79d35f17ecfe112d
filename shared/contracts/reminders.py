"""What notifications tells of reminders to clients: that there was one, by which way. Never to which address."""

from typing import ClassVar

from shared.contracts.fact import Fact
from shared.contracts.fields import CaseId, Count, Flag, Instant, ReminderId, RuleCode, StaffId, ThingId
from shared.contracts.people_codes import ReminderChannel
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf, ReminderTaskOutcome, ReminderTaskReason


class ReminderFact(Fact):
    """What all facts about a reminder carry."""

    publisher: ClassVar[str] = "notifications"

    case: CaseId
    """The case."""
    reminder: ReminderId
    """The reminder."""
    of: ReminderOf
    """What the client is reminded of."""
    thing: ThingId
    """The visit, or the request for a service."""
    rule: RuleCode
    """The rule that says so."""
    told_of: Instant
    """When the visit begins, or until when an answer is waited for."""
    called_off: Flag | None = None
    """Whether what is told is that the visit will not take place then."""


class ClientReminded(ReminderFact, type="client-reminded", version=1, key="case", to=("reporting",)):
    """A message went to the client by the way that they chose."""

    channel: ReminderChannel
    """By which way."""
    attempt: Count
    """Which attempt succeeded, the first being 1."""
    reminded_at: Instant
    """When the channel took it."""


class ReminderHandedOver(ReminderFact, type="reminder-handed-over", version=1, key="case", to=("reporting",)):
    """A person has to remind the client."""

    reason: ReminderTaskReason
    """Why."""
    handed_over_at: Instant
    """Since when."""


class ReminderTaskDone(ReminderFact, type="reminder-task-done", version=1, key="case", to=("reporting",)):
    """A person said what came of reminding the client."""

    outcome: ReminderTaskOutcome
    """What came of it."""
    by: StaffId | None = None
    """Who said so."""
    done_at: Instant
    """When."""


class ReminderEnded(ReminderFact, type="reminder-ended", version=1, key="case", to=("reporting",)):
    """A reminder that was due, or on somebody's list, is not needed any more."""

    reason: ReminderEndReason
    """Why."""
    ended_at: Instant
    """Since when."""
