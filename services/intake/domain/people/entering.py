"""Entering a person from a list, without a referral: recognised like anybody else whom a referral is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.intake.domain.people import recognise
from services.intake.domain.people.household import Household, Member, join
from services.intake.domain.register import reused
from services.intake.domain.rules import Rules
from shared.contracts.partner import Subject
from shared.contracts.partner.fields import Reference
from shared.contracts.people_codes import HouseholdRole
from shared.decision import Cause, Decision, Ref, World, derived

_HOUSEHOLDS = UUID("0d0c2a0e-6a55-5d0f-8b8e-5f0f6b7f1c11")


class PersonListed(Subject):
    """A person as a list has them."""

    household: Reference | None = None
    """A key of the household: the same for all who live together, in this list and the next one."""
    household_role: HouseholdRole | None = None
    """What they are in the household; `other` when nobody said, and then no role that is known is changed."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """An entry of a list: which person it led to, and a keyed digest of what it said."""

    id: UUID
    person: UUID
    said: str


def _entry_id(cause: Cause) -> UUID:
    return cause.derive("entry")


def refs(listed: PersonListed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    yield PersonEntry, _entry_id(cause)
    yield from recognise.refs(listed, cause.partner, cause, rules)
    if listed.household:
        yield Household, household_id(listed.household)


def enter(world: World, listed: PersonListed, cause: Cause, rules: Rules) -> Decision:
    """Enter a person, or find that they are known; they belong to their household. The same again changes nothing.

    Raises Refusal when the entry's id stood for something else before, or the household is full.
    """
    said = rules.fingerprint(listed.model_dump_json())
    if known := world.get(PersonEntry, _entry_id(cause)):
        if known.said != said:
            raise reused()
        return Decision()
    who, found = recognise.recognise(world, listed, cause.partner, cause, rules)
    entry = Decision((PersonEntry(_entry_id(cause), who.id, said),))
    return entry + found + _at_home(world, listed, who.id, cause)


def household_id(key: str) -> UUID:
    """The household of a list's key."""
    return derived(_HOUSEHOLDS, key)


def _at_home(world: World, listed: PersonListed, person: UUID, cause: Cause) -> Decision:
    if listed.household is None:
        return Decision()
    id = household_id(listed.household)
    household = world.get(Household, id) or Household(id, (), version=0)
    known = next((member.role for member in household.members if member.person == person), None)
    role = listed.household_role or known or HouseholdRole.OTHER
    return Decision() if role is known else join(household, Member(person, role), cause)
