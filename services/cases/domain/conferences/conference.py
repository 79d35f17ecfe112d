"""The case conference (starpinstitūciju sanāksme): called, held with minutes and decisions, or called off."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.contacts.contact import whose
from services.cases.domain.contacts.note import noted
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from services.cases.domain.work import must_be_open
from shared.contracts import contacts as told
from shared.contracts.case_codes import TaskKind
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import ConferenceCancelReason, ConferenceDecisionKind
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Refusal, derived


class ConferenceState(StrEnum):
    """Where a conference stands."""

    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class People:
    """Who is invited to a conference, or took part: colleagues and persons by id, agencies by partner code."""

    staff: tuple[UUID, ...] = ()
    agencies: tuple[str, ...] = ()
    persons: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Conference:
    """One conference about one case; `minutes` is how long it took."""

    id: UUID
    case_id: UUID
    called_by: UUID
    mode: VisitMode
    planned_at: datetime
    staff: tuple[UUID, ...]
    agencies: tuple[str, ...]
    persons: tuple[UUID, ...]
    state: ConferenceState = ConferenceState.CALLED
    held_at: datetime | None = None
    minutes: int | None = None
    staff_came: tuple[UUID, ...] = ()
    agencies_came: tuple[str, ...] = ()
    persons_came: tuple[UUID, ...] = ()
    reason: ConferenceCancelReason | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a conference decided that somebody does (lēmums), with its task; its words stand in a note."""

    id: UUID
    conference: UUID
    case_id: UUID
    kind: ConferenceDecisionKind
    due_at: datetime
    staff: UUID | None = None
    agency: str | None = None
    done_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Resolved:
    """A decision as it is written down: done by a colleague, or by an agency whose answer a colleague sees to."""

    kind: ConferenceDecisionKind
    due_at: datetime
    staff: UUID | None = None
    agency: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """How a conference went."""

    mode: VisitMode
    minutes: int
    came: People
    resolved: tuple[Resolved, ...] = ()
    words: str | None = None
    """The minutes (protokols)."""
    held_at: datetime | None = None


def evolve(conference: Conference | None, fact: Fact) -> Conference:
    """The conference after a fact of the service's own."""
    match fact:
        case told.CaseConferenceCalled():
            return Conference(
                fact.conference, fact.case, fact.by, fact.mode, fact.planned_at, fact.staff, fact.agencies, fact.persons
            )
        case told.CaseConferenceCancelled():
            changed = {"state": ConferenceState.CANCELLED, "reason": fact.reason}
        case told.CaseConferenceHeld():
            changed = {"state": ConferenceState.HELD, "mode": fact.mode, "held_at": fact.held_at}
            changed |= {"minutes": fact.minutes, "staff_came": fact.staff, "agencies_came": fact.agencies}
            changed["persons_came"] = fact.persons
        case _:
            raise TypeError(f"{fact.type} is not a fact about a conference")
    return replace(conference, version=conference.version + 1, **changed)


def conference_id(cause: Cause) -> UUID:
    return cause.derive("conference")


def agenda_id(conference: UUID) -> UUID:
    """The note with the agenda; the minutes are the note of the conference itself."""
    return derived(conference, "agenda")


def call(
    case: Case, mode: VisitMode, at: datetime, invited: People, agenda: str | None, partners: Collection[str],
    cause: Cause,
) -> Decision:  # fmt: skip
    """Invite others. Raises Refusal in a closed case, for a time before it, for nobody and for an unknown agency."""
    must_be_open(case)
    _must_be_known(invited.agencies, partners, "/agencies")
    if not (invited.staff or invited.agencies or invited.persons):
        raise Refusal(
            code="conference-without-others", title="Nobody is invited",
            detail="Invite somebody: a colleague, an agency or a person.",
        )  # fmt: skip
    if at < case.opened_at:
        raise _before(case, "/planned_at")
    fact = told.CaseConferenceCalled(
        case=case.id, conference=conference_id(cause), by=whose(cause), mode=mode, planned_at=at,
        staff=invited.staff, agencies=invited.agencies, persons=invited.persons,
    )  # fmt: skip
    after = evolve(None, fact)
    return Decision((after, *noted(agenda_id(after.id), agenda)), (fact,))


def cancel(conference: Conference, reason: ConferenceCancelReason) -> Decision:
    """It does not take place. Raises Refusal when it is over."""
    _must_be_called(conference)
    fact = told.CaseConferenceCancelled(case=conference.case_id, conference=conference.id, reason=reason)
    return Decision((evolve(conference, fact),), (fact,))


def hold(case: Case, conference: Conference, held: Held, partners: Collection[str], cause: Cause) -> Decision:
    """It took place: who came, the minutes, and what was decided, each a task. Raises Refusal when it is over."""
    _must_be_called(conference)
    must_be_open(case)
    began = held.held_at or conference.planned_at
    if began < case.opened_at:
        raise _before(case, "/held_at")
    if began > cause.time:
        raise Refusal(
            code="conference-in-the-future", title="That has not happened yet",
            detail="A conference that took place lies in the past: say when it began.",
            pointers=(("/held_at", "lies in the future"),),
        )  # fmt: skip
    if any((one.staff is None) == (one.agency is None) for one in held.resolved):
        raise Refusal(
            code="resolution-of-nobody", title="Somebody does it",
            detail="Each decision names either a colleague or an agency.",
            pointers=(("/decisions", "names nobody, or two"),),
        )  # fmt: skip
    _must_be_known((*held.came.agencies, *filter(None, (one.agency for one in held.resolved))), partners, "/agencies")
    fact = told.CaseConferenceHeld(
        case=case.id, conference=conference.id, mode=held.mode, held_at=began, minutes=held.minutes,
        staff=held.came.staff, agencies=held.came.agencies, persons=held.came.persons,
        decisions=tuple(one.kind for one in held.resolved),
    )  # fmt: skip
    decision = Decision((evolve(conference, fact), *noted(conference.id, held.words)), (fact,))
    for number, one in enumerate(held.resolved):
        id = derived(conference.id, f"resolution/{number}")
        resolution = Resolution(id, conference.id, case.id, one.kind, one.due_at, one.staff, one.agency)
        asked = task.add(case, TaskKind.CONFERENCE_FOLLOW_UP, one.due_at, cause, about=id, staff=one.staff)
        decision += Decision((resolution, *noted(id, one.words))) + asked
    return decision


def follow_up(resolution: Resolution) -> UUID:
    """The task that a decision is."""
    return task.task_id(resolution.id, TaskKind.CONFERENCE_FOLLOW_UP, resolution.due_at)


def carry_out(case: Case, resolution: Resolution, asked: Task | None, cause: Cause) -> Decision:
    """What was decided is done, and with it its task. Raises Refusal when it was before."""
    if resolution.done_at:
        raise Refusal(code="resolution-done", title="It is done already", detail="Nothing is left to do of it.")
    after = replace(resolution, done_at=cause.time, version=resolution.version + 1)
    return Decision((after,)) + task.complete(case, asked, cause)


def _must_be_called(conference: Conference) -> None:
    if conference.state is not ConferenceState.CALLED:
        raise Refusal(
            code="conference-over", title="The conference is over", detail=f"It is {conference.state}; call a new one."
        )


def _must_be_known(agencies: Collection[str], partners: Collection[str], pointer: str) -> None:
    if not set(agencies) <= set(partners):
        raise Refusal(
            code="agency-unknown", title="No such agency", detail="Take codes out of the list of partners.",
            pointers=((pointer, "is no partner's code"),),
        )  # fmt: skip


def _before(case: Case, pointer: str) -> Refusal:
    return Refusal(
        code="conference-before-case", title="The conference lies before the case",
        detail="A conference about a case takes place after the case was opened.",
        pointers=((pointer, "lies before the case was opened"),),
    )  # fmt: skip
