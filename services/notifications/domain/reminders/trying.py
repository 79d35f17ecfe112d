"""What intake says of how to remind somebody, and what became of trying: sent, tried again, or given to a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.reminders import planning
from services.notifications.domain.reminders.occasion import Occasion
from services.notifications.domain.reminders.reminder import Reminder, ReminderState, Says, evolve
from services.notifications.domain.rules import Rulebook
from shared.calendar import RIGA
from shared.contracts.people_codes import Language, ReminderChannel, ReminderGround, ReminderWay
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf, ReminderTaskReason
from shared.contracts.reminders import ClientReminded, ReminderHandedOver
from shared.decision import Cause, Decision, Ref, World

REACHED, TRIED = "reminder-reached", "reminder-tried"
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5))
"""Between tries; after the last a person reminds."""
_BY_MACHINE = (ReminderWay.TEXT_MESSAGE, ReminderWay.EMAIL)


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody may be reminded, as intake says at this moment."""

    way: ReminderWay
    ground: ReminderGround
    to: str | None
    language: Language
    discreet: bool
    after: time | None
    before: time | None

    @classmethod
    def nobody(cls) -> "Reach":
        """For a case of which nobody is known here: a person looks into it."""
        return cls(ReminderWay.CALL, ReminderGround.PERSON_UNKNOWN, None, Language.LV, True, None, None)

    @property
    def is_by_machine(self) -> bool:
        """Whether a machine may write at all."""
        return self.way in _BY_MACHINE

    def next_hour(self, now: datetime) -> datetime:
        """Now, or when the hours begin again in which they may be written to."""
        local = now.astimezone(RIGA)
        if self.after is None or self.after <= local.time() < self.before:
            return now
        day = local.date() if local.time() < self.after else local.date() + timedelta(days=1)
        return datetime.combine(day, self.after, RIGA)


@dataclass(frozen=True, slots=True)
class Reached:
    """Nothing was sent: intake says that it must not be by a machine, or not now."""

    reminder: UUID
    attempt: int
    reach: Reach
    has_channel: bool = True
    """Whether the deployment can write by that way at all."""


@dataclass(frozen=True, slots=True)
class ReminderTry:
    """One try, recorded before it begins. `message` is the id of what was sent, the same for all reminders in it."""

    id: str
    reminder: UUID
    attempt: int
    message: UUID
    channel: ReminderChannel
    told_of: datetime
    begun_at: datetime
    outcome: TryOutcome | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a try; `at` is by the machine's clock."""

    attempt: ReminderTry
    occasion: UUID
    outcome: TryOutcome
    at: datetime
    status: int | None = None
    retry_after: timedelta | None = None


def reached_refs(found: Reached, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Reminder, found.reminder)]


def tried_refs(ended: Tried, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Occasion, ended.occasion), (Reminder, ended.attempt.reminder)]


def reached(world: World, found: Reached, cause: Cause, rules: Rulebook) -> Decision:
    """A person reminds, or nobody, or it waits for an hour in which they may be written to."""
    reminder, reach = world.get(Reminder, found.reminder), found.reach
    if reminder.state is not ReminderState.DUE or reminder.attempt != found.attempt:
        return Decision()
    if cause.time >= reminder.at:
        return planning.end(reminder, ReminderEndReason.TOO_LATE, cause)
    if reach.way is ReminderWay.UNWANTED:
        return planning.end(reminder, ReminderEndReason.UNWANTED, cause)
    if reach.way in _BY_MACHINE and not found.has_channel:
        return _to_a_person(reminder, ReminderTaskReason.CHANNEL_FAILED, cause)
    if reach.way in _BY_MACHINE:
        later = rules.reminders.awake(reach.next_hour(cause.time))
        if later < reminder.at and reach.next_hour(later) == later:
            return planning.wait(reminder, later)
        return _to_a_person(reminder, ReminderTaskReason.UNSAFE, cause)
    return _to_a_person(reminder, ReminderTaskReason(reach.ground), cause)


def tried(world: World, ended: Tried, cause: Cause, rules: Rulebook) -> Decision:
    """Record what became of a try. Recording it again changes nothing but its row."""
    begun = ended.attempt
    reminder = world.get(Reminder, begun.reminder)
    row = Decision((replace(begun, outcome=ended.outcome, status=ended.status),))
    if ended.outcome is TryOutcome.DELIVERED:
        return row + _sent(world, reminder, ended, cause, rules)
    if reminder.state is not ReminderState.DUE or reminder.attempt != begun.attempt:
        return row
    failures = reminder.failures + 1
    if ended.outcome in (TryOutcome.REJECTED, TryOutcome.GONE) or failures > len(_PAUSES):
        return row + _to_a_person(reminder, ReminderTaskReason.CHANNEL_FAILED, cause)
    pause = max(_PAUSES[failures - 1], ended.retry_after or timedelta())
    return row + Decision((replace(reminder, failures=failures, not_before=ended.at + pause),))


def _sent(world: World, reminder: Reminder, ended: Tried, cause: Cause, rules: Rulebook) -> Decision:
    begun, occasion = ended.attempt, world.get(Occasion, ended.occasion)
    if begun.told_of in reminder.told:
        return Decision()
    fact = ClientReminded(
        **reminder.names | {"told_of": begun.told_of}, channel=begun.channel, attempt=begun.attempt,
        reminded_at=cause.time,
    )  # fmt: skip
    told = evolve(reminder, fact)
    decision = Decision((told,), (fact,)) + planning.contradicted(world, occasion, told)
    if reminder.state is ReminderState.DUE and reminder.at == begun.told_of:
        return decision
    # It was moved or called off while this was under way: what they were told does not hold.
    decision += Decision((replace(told, at=reminder.at, state=reminder.state),))
    if reminder.of is not ReminderOf.VISIT:
        return decision
    if reminder.says is Says.REMINDER:
        return decision + planning.tell_off(
            world, occasion, begun.told_of, reminder.rule, cause, rules.reminders
        )  # fmt: skip
    world.accept(decision)
    return decision + (Decision() if occasion.over else planning.plan(world, occasion, cause, rules.reminders))


def _to_a_person(reminder: Reminder, reason: ReminderTaskReason, cause: Cause) -> Decision:
    fact = ReminderHandedOver(**reminder.names, reason=reason, handed_over_at=cause.time)
    return Decision((evolve(reminder, fact),), (fact,))
