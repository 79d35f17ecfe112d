"""Households (mājsaimniecības): who lives together, and what each is in it. Somebody may belong to several."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from services.intake.domain.people.person import Person
from shared.contracts.people import HouseholdChanged
from shared.contracts.people_codes import HouseholdRole
from shared.decision import Cause, Decision, Ref, Refusal, World

MOST = 50


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a household, and what they are in it."""

    person: UUID
    role: HouseholdRole


@dataclass(frozen=True, slots=True)
class Household:
    """One household. Without members it is dissolved; what it was, its facts tell."""

    id: UUID
    members: tuple[Member, ...]
    version: int = 1


def refs(people: Iterable[UUID]) -> Iterable[Ref]:
    return ((Person, person) for person in people)


def make(world: World, id: UUID, members: tuple[Member, ...], cause: Cause) -> Decision:
    """A new household. Raises Refusal when somebody is unknown or named twice."""
    people = [member.person for member in members]
    if len(set(people)) < len(people):
        raise Refusal(
            code="named-twice", title="Somebody is named twice", status=422,
            detail="Name each person once, with one role.", pointers=(("/members", "names somebody twice"),),
        )  # fmt: skip
    for person in people:
        _known(world, person)
    return _changed(Household(id, members, version=0), cause)


def add(world: World, household: Household, member: Member, cause: Cause) -> Decision:
    """Somebody belongs to it as well, or has another role. Raises Refusal when they are unknown or it is full."""
    _known(world, member.person)
    return join(household, member, cause)


def join(household: Household, member: Member, cause: Cause) -> Decision:
    """The same for somebody who may only just have been entered, and a household that may be new (version 0)."""
    others = tuple(one for one in household.members if one.person != member.person)
    if len(others) >= MOST:
        raise Refusal(
            code="household-full", title="The household is full",
            detail=f"A household has at most {MOST} members; make another one for an institution.",
        )  # fmt: skip
    return _changed(replace(household, members=(*others, member)), cause)


def take_out(household: Household, person: UUID, cause: Cause) -> Decision:
    """Somebody does not belong to it any more. Raises Refusal when they did not."""
    others = tuple(one for one in household.members if one.person != person)
    if others == household.members:
        raise Refusal(
            code="not-a-member", title="This person is no member of the household",
            detail="Read the household again to see who belongs to it.", status=404,
        )  # fmt: skip
    return _changed(replace(household, members=others), cause)


def evolve(household: Household | None, fact: HouseholdChanged) -> Household:
    """The household after a fact about it."""
    members = tuple(map(Member, fact.members, fact.roles))
    return Household(fact.household, members, household.version + 1 if household else 1)


def _changed(household: Household, cause: Cause) -> Decision:
    fact = HouseholdChanged(
        household=household.id, members=tuple(one.person for one in household.members),
        roles=tuple(one.role for one in household.members), by=cause.staff,
    )  # fmt: skip
    return Decision((evolve(household, fact),), (fact,))


def _known(world: World, person: UUID) -> None:
    if world.get(Person, person) is None:
        raise Refusal(
            code="person-unknown", title="There is no such person", status=404,
            detail="Nobody here has that id: search for the person, and take the id from there.",
        )  # fmt: skip
