"""From an occasion to its reminders: one for each rule that fits, moved with it, and never a second for the same."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.notifications.domain.reminders.occasion import Occasion, called_off_id, occasion_id, reminder_id
from services.notifications.domain.reminders.reminder import Reminder, ReminderState, Says, evolve
from services.notifications.domain.reminders.rules import ReminderRule, ReminderRules
from shared.calendar import RIGA
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf
from shared.contracts.reminders import ReminderEnded
from shared.decision import Cause, Decision, Ref, Timer, World

TIMER = "reminder"
_OPEN = (ReminderState.PLANNED, ReminderState.DUE, ReminderState.TASK)
_COMES_BACK = (ReminderEndReason.MOVED, ReminderEndReason.CALLED_OFF)
"""What was ended so is planned again, when the visit comes back to its time or is confirmed again."""


def refs(of: ReminderOf, thing: UUID, rules: ReminderRules) -> Iterable[Ref]:
    """What planning the reminders of an occasion touches."""
    id = occasion_id(of, thing)
    yield Occasion, id
    yield Reminder, called_off_id(id)
    yield from ((Reminder, reminder_id(id, code)) for code in rules.codes(of))


def plan(world: World, occasion: Occasion, cause: Cause, rules: ReminderRules) -> Decision:
    """The reminders of an occasion as it is now: new ones, and those that go with it to another time.

    Heard again it changes nothing, and fills in what a restored one lacks.
    """
    fitting = {reminder_id(occasion.id, rule.code): rule for rule in rules.rules if _fits(rule, occasion)}
    decision = Decision((replace(occasion, reminders=tuple(dict.fromkeys((*occasion.reminders, *fitting)))),))
    for id, rule in fitting.items():
        decision += _by_rule(world.get(Reminder, id), id, rule, occasion, cause, rules)
    for id in occasion.reminders:
        known = world.get(Reminder, id) if id not in fitting else None
        # What takes place again must not be called off any more.
        if known and (known.says is Says.REMINDER or known.at == occasion.at):
            decision += end(known, ReminderEndReason.MOVED, cause)
    return decision


def _by_rule(
    known: Reminder | None, id: UUID, rule: ReminderRule, occasion: Occasion, cause: Cause, rules: ReminderRules
) -> Decision:
    due = rules.due(rule, occasion.at, cause.time)
    if known is None:
        return _planned(_new(id, rule.code, occasion, cause), occasion, due) if due else Decision()
    if occasion.at in known.told:
        settled = ReminderState.SENT if known.state in _OPEN else known.state
        return Decision((replace(_filled(known, occasion), at=occasion.at, state=settled),))
    if known.at == occasion.at and known.ended not in _COMES_BACK and not known.was_told:
        return Decision((_filled(known, occasion),))
    if due is None:
        return end(replace(known, at=occasion.at), ReminderEndReason.TOO_LATE, cause)
    if known.state is ReminderState.TASK:
        left = end(known, ReminderEndReason.MOVED, cause)
        return left + _planned(left.states[0], occasion, due)
    return _planned(known, occasion, due)


def call_off(
    world: World, occasion: Occasion, before: datetime, by_client: bool, cause: Cause, rules: ReminderRules
) -> Decision:
    """Tell whoever was told of a visit at `before` that it does not take place then, unless they said so themselves."""
    reminded = [one for id in occasion.reminders if (one := world.get(Reminder, id)) and one.says is Says.REMINDER]
    told = next((one for one in reminded if before in one.told), None)
    return Decision() if by_client or told is None else tell_off(world, occasion, before, told.rule, cause, rules)


def tell_off(
    world: World, occasion: Occasion, before: datetime, rule: str, cause: Cause, rules: ReminderRules
) -> Decision:
    """Tell the client, once, that the visit at `before` does not take place then."""
    id, due = called_off_id(occasion.id), rules.soon(before, cause.time)
    known = world.get(Reminder, id)
    if due is None or (known and (before in known.told or (known.at == before and known.state in _OPEN))):
        return Decision()
    known = known or replace(_new(id, rule, occasion, cause), says=Says.CALLED_OFF)
    return _planned(known, replace(occasion, at=before), due)


def contradicted(world: World, occasion: Occasion, said: Reminder) -> Decision:
    """Whoever is told that a visit takes place was not told the contrary any more, and the other way round."""
    others = [one for id in occasion.reminders if (one := world.get(Reminder, id)) and one.says is not said.says]
    return Decision(
        tuple(
            replace(one, told=tuple(at for at in one.told if at != said.at), version=one.version + 1)
            for one in others
            if said.at in one.told
        )
    )


def end_all(world: World, occasion: Occasion, reason: ReminderEndReason, cause: Cause) -> Decision:
    """The occasion is over: nobody is reminded of it any more."""
    decision = Decision((replace(occasion, over=True),))
    for id in occasion.reminders:
        if (known := world.get(Reminder, id)) and known.says is Says.REMINDER:
            decision += end(known, reason, cause)
    return decision


def end(reminder: Reminder, reason: ReminderEndReason, cause: Cause) -> Decision:
    """It is not needed any more. Others are told only of one that was due, or on somebody's list."""
    if reminder.state not in _OPEN:
        return Decision()
    if reminder.state is ReminderState.PLANNED and reason is not ReminderEndReason.TOO_LATE:
        ended = replace(reminder, state=ReminderState.ENDED, ended=reason, version=reminder.version + 1)
        return Decision((ended,))
    fact = ReminderEnded(**reminder.names, reason=reason, ended_at=cause.time)
    return Decision((evolve(reminder, fact),), (fact,))


def wait(reminder: Reminder, due: datetime) -> Decision:
    """It is to be sent at `due`."""
    planned = replace(
        reminder, state=ReminderState.PLANNED, due=due, not_before=None, failures=0, version=reminder.version + 1
    )  # fmt: skip
    return Decision((planned,), timers=(Timer(TIMER, planned.id, due),))


def _new(id: UUID, rule: str, occasion: Occasion, cause: Cause) -> Reminder:
    return Reminder(
        id, occasion.id, occasion.of, occasion.thing, occasion.case_id, rule, occasion.at, occasion.at,
        correlation=cause.correlation, version=0,
    )  # fmt: skip


def _planned(reminder: Reminder, occasion: Occasion, due: datetime) -> Decision:
    return wait(replace(_filled(reminder, occasion), at=occasion.at, reason=None, outcome=None, ended=None), due)


def _filled(reminder: Reminder, occasion: Occasion) -> Reminder:
    """With what the occasion says of it."""
    return replace(reminder, occasion=occasion.id, person=occasion.person, mode=occasion.mode)


def _fits(rule: ReminderRule, occasion: Occasion) -> bool:
    """Whether the rule reminds of it. The rules of the day that it is about count, whenever it is heard of."""
    return (
        rule.of is occasion.of
        and rule.period.holds_on(occasion.at.astimezone(RIGA).date())
        and (not rule.modes or occasion.mode in rule.modes)
        and (not rule.places or occasion.place in rule.places)
        and (occasion.confirmed or not rule.only_confirmed)
    )
