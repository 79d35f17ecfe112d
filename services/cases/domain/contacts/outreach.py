"""Outreach (esošo klientu apzināšana): a campaign over open cases, its list fixed at the start, each case once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.contacts import contact
from services.cases.domain.contacts.contact import Said
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from shared.calendar import Calendar
from shared.contracts import contacts as told
from shared.contracts.case_codes import TaskKind
from shared.contracts.codes import NeedCode
from shared.contracts.contact_codes import OutreachResult
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Ref, Refusal, World, derived

MOST = 5_000
"""How many cases one campaign lists: far more than a municipality has open, and few enough for one transaction."""
_PART = 100


class TargetState(StrEnum):
    """Where a case on the list stands."""

    WAITING = "waiting"
    TRY_AGAIN = "try_again"
    NOT_REACHED = "not_reached"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Outreach:
    """One campaign of one unit, over the cases that were open and fitted when it began."""

    id: UUID
    unit: UUID
    needs: tuple[NeedCode, ...]
    not_contacted_since: datetime | None
    started_at: datetime
    by: UUID
    cases: int
    ended_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """One case on the list. Its id is derived from both, so that it stands there once."""

    id: UUID
    outreach: UUID
    case_id: UUID
    state: TargetState = TargetState.WAITING
    tries: int = 0
    tried_at: datetime | None = None
    next_try_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Filter:
    """Which open cases of a unit."""

    unit: UUID
    needs: tuple[NeedCode, ...] = ()
    not_contacted_since: datetime | None = None


def outreach_id(cause: Cause) -> UUID:
    return cause.derive("outreach")


def target_id(outreach: UUID, case: UUID) -> UUID:
    return derived(outreach, f"target/{case}")


def evolve(outreach: Outreach | None, fact: Fact) -> Outreach:
    """The campaign after a fact of the service's own."""
    match fact:
        case told.OutreachStarted():
            return Outreach(
                fact.outreach, fact.unit, fact.needs, fact.not_contacted_since, fact.started_at, fact.by, fact.cases
            )
        case told.OutreachEnded():
            return replace(outreach, ended_at=fact.ended_at, version=outreach.version + 1)
        case _:
            raise TypeError(f"{fact.type} is not a fact about a campaign")


def listed(fact: told.OutreachListed) -> tuple[Target, ...]:
    """The cases that a part of the list names."""
    return tuple(Target(target_id(fact.outreach, case), fact.outreach, case) for case in fact.cases)


def tried(target: Target, fact: told.OutreachTried) -> Target:
    """The case on the list after somebody tried."""
    return replace(
        target, state=TargetState(fact.result), tries=target.tries + 1, tried_at=fact.at,
        next_try_at=fact.next_try_at, version=target.version + 1,
    )  # fmt: skip


def start(wish: Filter, cases: Sequence[UUID], cause: Cause) -> Decision:
    """Fix the list. Raises Refusal when no case fits, or far too many."""
    found = sorted(set(cases))
    if not found:
        raise Refusal(
            code="outreach-fits-nobody",
            title="The list is empty",
            detail="No case fits: choose so that at least one does.",
        )
    if len(found) > MOST:
        raise Refusal(
            code="outreach-too-large", title="The list cannot be worked off",
            detail=f"{len(found)} cases fit: choose so that it is at most {MOST}.",
        )  # fmt: skip
    id = outreach_id(cause)
    began = told.OutreachStarted(
        outreach=id, unit=wish.unit, needs=wish.needs, not_contacted_since=wish.not_contacted_since,
        started_at=cause.time, by=contact.whose(cause), cases=len(found),
    )  # fmt: skip
    parts = [tuple(found[first : first + _PART]) for first in range(0, len(found), _PART)]
    facts = tuple(told.OutreachListed(outreach=id, cases=part) for part in parts)
    return Decision((evolve(None, began), *(target for fact in facts for target in listed(fact))), (began, *facts))


def attempt(
    world: World, outreach: Outreach, target: Target, result: OutreachResult, next_try_at: datetime | None, said: Said,
    cause: Cause, calendar: Calendar,
) -> Decision:  # fmt: skip
    """Somebody tried to reach the people of a case: a contact, and a task when it is to be tried again.

    `target` is as it was seen before the world was loaded with its task.
    """
    _must_run(outreach)
    must_be_as_seen(world, [target])
    if target.state is TargetState.REACHED:
        raise Refusal(
            code="outreach-reached", title="They have been reached", detail="Somebody has reached them already."
        )
    if (result is OutreachResult.TRY_AGAIN) != (next_try_at is not None and next_try_at > cause.time):
        raise Refusal(
            code="outreach-next-try", title="When is it tried again",
            detail="try_again needs a next_try_at that is still to come; no other result has one.",
            pointers=(("/next_try_at", "does not fit the result"),),
        )  # fmt: skip
    case = world.get(Case, target.case_id)
    fact = told.OutreachTried(
        outreach=outreach.id, case=case.id, result=result, at=cause.time, next_try_at=next_try_at
    )  # fmt: skip
    after = tried(target, fact)
    decision = contact.record(case, said, cause, calendar, outreach=outreach.id) + Decision((after,), (fact,))
    decision += _retried(world, target, case, cause)
    if after.next_try_at:
        decision += task.add(case, TaskKind.OUTREACH_RETRY, after.next_try_at, cause, about=target.id)
    return decision


def end(world: World, outreach: Outreach, waiting: Sequence[Target], cause: Cause) -> Decision:
    """The campaign is over; nobody has to try again. `waiting` are those of its targets that have a next try."""
    _must_run(outreach)
    must_be_as_seen(world, waiting)
    fact = told.OutreachEnded(outreach=outreach.id, ended_at=cause.time)
    decision = Decision((evolve(outreach, fact),), (fact,))
    for target in waiting:
        decision += _retried(world, target, world.get(Case, target.case_id), cause)
    return decision


def retry(target: Target) -> tuple[Ref, ...]:
    """The task to try again, if there is one."""
    due = target.next_try_at
    return ((Task, task.task_id(target.id, TaskKind.OUTREACH_RETRY, due)),) if due else ()


def _retried(world: World, target: Target, case: Case, cause: Cause) -> Decision:
    done = (task.complete(case, world.get(*ref), cause) for ref in retry(target))
    return sum(done, Decision())


def must_be_as_seen(world: World, seen: Iterable[Target]) -> None:
    """Raises Refusal when somebody tried between looking and deciding: the task that is done by it is another one."""
    if any(world.get(Target, target.id) != target for target in seen):
        raise Refusal(
            code="outreach-tried-meanwhile", title="Somebody tried meanwhile", detail="Look at the list again."
        )


def _must_run(outreach: Outreach) -> None:
    if outreach.ended_at:
        raise Refusal(code="outreach-over", title="The campaign is over", detail="It was ended; begin a new one.")
