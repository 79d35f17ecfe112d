"""Rebuilding from intake's own facts who was linked with whom, and who lives together. How fields agreed is in none."""

from collections.abc import Iterable
from dataclasses import replace

from services.intake.domain.people import household
from services.intake.domain.people.match import PersonMatch, evolve, pair_id
from services.intake.domain.people.person import Person
from services.intake.domain.people.reminding import ReminderChoice
from services.intake.domain.rules import Rules
from shared.contracts.people import HouseholdChanged, PersonsLinked, PersonsUnlinked, ReminderChannelChosen
from shared.decision import Cause, Decision, Handler, Ref, World

Fact = PersonsLinked | PersonsUnlinked


def _refs(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(PersonMatch, pair_id(fact.person, fact.other)), (Person, fact.person)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    pair = evolve(world.get(PersonMatch, pair_id(fact.person, fact.other)), fact)
    # Names are in no fact: until the message that told them comes again, only this is known of the person.
    who = world.get(Person, fact.person) or Person(fact.person)
    met = who.met if fact.other in who.met else (*who.met, fact.other)
    return Decision((pair, replace(who, met=met)))


def _replay_household(world: World, fact: HouseholdChanged, cause: Cause, rules: Rules) -> Decision:
    return Decision((household.evolve(world.get(household.Household, fact.household), fact),))


def _replay_reminders(world: World, fact: ReminderChannelChosen, cause: Cause, rules: Rules) -> Decision:
    who = world.get(Person, fact.person) or Person(fact.person)
    # Where to is in no fact: until it is noted again, a person calls.
    return Decision((replace(who, reminders=ReminderChoice(fact.channel, by=fact.by)),))


REPLAYED = {
    ReminderChannelChosen.type: Handler(lambda fact, cause, rules: [(Person, fact.person)], _replay_reminders),
    HouseholdChanged.type: Handler(
        lambda fact, cause, rules: [(household.Household, fact.household)], _replay_household
    ),
    **{fact.type: Handler(_refs, _replay) for fact in (PersonsLinked, PersonsUnlinked)},
}
