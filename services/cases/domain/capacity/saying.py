"""Saying how much there is: by the configuration for the first time, and by whoever coordinates from then on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.cases.domain.capacity.capacity import Capacity, Said, evolve
from services.cases.domain.places.turn import look
from shared.contracts.capacity import CapacityChanged
from shared.contracts.catalogue_codes import CapacityPart
from shared.decision import Cause, Decision, Refusal, World


def say(
    capacity: Capacity, part: CapacityPart, count: int | None, serves: int, from_at: datetime | None, cause: Cause
) -> Decision:
    """From an instant on (none: from now) there are so many; none of them calls off the plan for that instant.

    It may be less than is used: nobody is put out, and nobody new is taken until there is room again. At that instant
    it is looked who is next, for there may be a place.
    Raises Refusal for the past, and when there is no such plan.
    """
    at = from_at or cause.time
    if at < cause.time:
        raise Refusal(
            code="capacity-in-the-past", title="Capacity does not change in the past",
            detail="What was decided rests on what held then: leave from_at out for now, or name an instant to come.",
            pointers=(("/from_at", "lies in the past"),),
        )  # fmt: skip
    planned = next((one for one in capacity.plans(part) if one.from_at == at), None)
    if count is None and planned is None:
        raise Refusal(
            code="capacity-not-planned", title="Nothing is planned for that instant",
            detail="Only a plan that lies ahead can be called off: name its instant as the plans show it.",
            pointers=(("/from_at", "is the instant of no plan"),),
        )  # fmt: skip
    holds = capacity.at(part, at)
    if holds and (holds.count, holds.serves, count is None) == (count, serves, False):
        return Decision()
    fact = CapacityChanged(
        offer=capacity.id, service=capacity.service, part=part, count=count, serves=serves, from_at=at,
        said_at=cause.time, by=cause.staff,
    )  # fmt: skip
    return Decision((evolve(capacity, fact),), (fact,), timers=(look(capacity.id, at),))


def configure(world: World, wanted: Sequence[Capacity], at: datetime) -> Decision:
    """What the configuration says for the first time, or says anew, is said; what it has said before is not repeated.

    So whatever somebody said since stands, however often the service starts. Every offer has a capacity, if only an
    empty one.
    """
    decision = Decision()
    for one in wanted:
        known = world.get(Capacity, one.id)
        facts = tuple(_fact(one, said, at) for said in _news(known, one.said))
        after = known or Capacity(one.id, one.service)
        for fact in facts:
            after = evolve(after, fact)
        if after is not known:
            timers = tuple(look(one.id, fact.from_at) for fact in facts if known or fact.from_at > at)
            decision += Decision((after,), facts, timers=timers)
    return decision


def _news(known: Capacity | None, said: Iterable[Said]) -> Iterable[Said]:
    configured = {(one.part, one.from_at): one for one in known.said if one.configured} if known else {}
    for one in said:
        before = configured.get((one.part, one.from_at))
        if before is None or (before.count, before.serves) != (one.count, one.serves):
            yield one


def _fact(capacity: Capacity, said: Said, at: datetime) -> CapacityChanged:
    return CapacityChanged(
        offer=capacity.id, service=capacity.service, part=said.part, count=said.count, serves=said.serves,
        from_at=said.from_at, said_at=at, configured=True,
    )  # fmt: skip
