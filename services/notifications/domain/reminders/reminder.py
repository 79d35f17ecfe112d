"""A reminder (atgādinājums): its states, and what each fact changes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shared.contracts.codes import VisitMode
from shared.contracts.people_codes import ReminderChannel
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf, ReminderTaskOutcome, ReminderTaskReason
from shared.contracts.reminders import (
    ClientReminded,
    ReminderEnded,
    ReminderFact,
    ReminderHandedOver,
    ReminderTaskDone,
)


class ReminderState(StrEnum):
    """Where a reminder stands."""

    PLANNED = "planned"
    DUE = "due"
    """Its time has come: intake is asked how, and it is sent."""
    SENT = "sent"
    TASK = "task"
    """A person has to remind."""
    DONE = "done"
    """A person said what came of it."""
    ENDED = "ended"


class Says(StrEnum):
    """What a reminder says."""

    REMINDER = "reminder"
    CALLED_OFF = "called_off"
    """That the visit of which the client was told does not take place then."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one occasion. Whether it may be sent and where to is asked of intake when it is, never kept."""

    id: UUID
    occasion: UUID
    of: ReminderOf
    thing: UUID
    case_id: UUID
    rule: str
    at: datetime
    """Of which instant it tells: when the visit begins, or until when an answer is waited for."""
    due: datetime
    """When it is to be sent, by the deployment's clock."""
    person: UUID | None = None
    says: Says = Says.REMINDER
    mode: VisitMode | None = None
    correlation: str = ""
    state: ReminderState = ReminderState.PLANNED
    told: tuple[datetime, ...] = ()
    """The instants that the client was told of."""
    channel: ReminderChannel | None = None
    sent_at: datetime | None = None
    attempt: int = 0
    failures: int = 0
    not_before: datetime | None = None
    """By the machine's clock: the next try may not begin earlier. While one is under way, the end of its lease."""
    reason: ReminderTaskReason | None = None
    """Why a person has to remind."""
    task_since: datetime | None = None
    outcome: ReminderTaskOutcome | None = None
    done_at: datetime | None = None
    done_by: UUID | None = None
    ended: ReminderEndReason | None = None
    version: int = 1

    @property
    def was_told(self) -> bool:
        """Whether the client was told of it at some time: it is told again when that was called off since."""
        return self.state is ReminderState.SENT or self.outcome is ReminderTaskOutcome.TOLD

    @property
    def names(self) -> dict[str, Any]:
        """What every fact about it carries."""
        return {
            "case": self.case_id, "reminder": self.id, "of": self.of, "thing": self.thing, "rule": self.rule,
            "told_of": self.at, "called_off": self.says is Says.CALLED_OFF or None,
        }  # fmt: skip


def evolve(reminder: Reminder | None, fact: ReminderFact) -> Reminder:
    """The reminder after a fact about it; what a fact leaves out, hearing of its occasion again fills in."""
    reminder = reminder or Reminder(
        fact.reminder, fact.reminder, fact.of, fact.thing, fact.case, fact.rule, fact.told_of, fact.told_of,
        says=Says.CALLED_OFF if fact.called_off else Says.REMINDER, version=0,
    )  # fmt: skip
    changed: dict[str, Any] = {"at": fact.told_of, "version": reminder.version + 1}
    told = tuple(dict.fromkeys((*reminder.told, fact.told_of)))
    match fact:
        case ClientReminded():
            changed |= {"state": ReminderState.SENT, "told": told, "channel": fact.channel}
            changed |= {"sent_at": fact.reminded_at, "reason": None}
        case ReminderHandedOver():
            changed |= {"state": ReminderState.TASK, "reason": fact.reason, "task_since": fact.handed_over_at}
        case ReminderTaskDone():
            changed |= {"state": ReminderState.DONE, "outcome": fact.outcome, "done_at": fact.done_at}
            changed |= {"done_by": fact.by, "told": told if fact.outcome is ReminderTaskOutcome.TOLD else reminder.told}
        case ReminderEnded():
            changed |= {"state": ReminderState.ENDED, "ended": fact.reason}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a reminder")
    return replace(reminder, **changed)
