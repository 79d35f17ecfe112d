"""After a restore: reminders are rebuilt from what they led to, so that nobody is reminded of the same twice."""

from collections.abc import Iterable

from services.notifications.domain.reminders.reminder import Reminder, evolve
from services.notifications.domain.rules import Rulebook
from shared.contracts.reminders import (
    ClientReminded,
    ReminderEnded,
    ReminderFact,
    ReminderHandedOver,
    ReminderTaskDone,
)
from shared.decision import Cause, Decision, Handler, Ref, World


def _refs(fact: ReminderFact, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Reminder, fact.reminder)]


def _replay(world: World, fact: ReminderFact, cause: Cause, rules: Rulebook) -> Decision:
    return Decision((evolve(world.get(Reminder, fact.reminder), fact),))


REPLAYED = {
    fact.type: Handler(_refs, _replay) for fact in (ClientReminded, ReminderHandedOver, ReminderTaskDone, ReminderEnded)
}
