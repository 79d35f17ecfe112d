"""The task (uzdevums): something to be done about a case until an instant, by somebody or by whoever has the case.

Other rules call `add` and `complete` and put the Decision behind their own: `decision + add(case, …)`. Give them the
case as your own decision leaves it, because a statutory task changes the case as well (see `Case.open_duties`).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.case import evolve as evolve_case
from shared.contracts.case_codes import TaskKind
from shared.contracts.fact import Fact
from shared.contracts.tasks import TaskAdded, TaskCompleted, TaskDue, TaskReassigned
from shared.decision import Cause, Decision, Refusal, Timer, derived

DUE = "task-due"
"""The kind of the timer that runs out when a task is due; its key is the task's id."""


class TaskState(StrEnum):
    """Whether a task is still to be done. It is overdue when it is open after its time."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """One task of one case. Its words, if it has any, stand in a TaskNote."""

    id: UUID
    case_id: UUID
    kind: TaskKind
    due_at: datetime
    statutory: bool
    staff: UUID | None
    about: UUID | None
    added_by: UUID | None
    state: TaskState = TaskState.OPEN
    told_due: bool = False
    """Whether it was said already that its time has come."""
    completed_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class TaskNote:
    """What one colleague asks of another, in words; its id is the task's. No fact carries it."""

    id: UUID
    words: str


def evolve(task: Task | None, fact: Fact) -> Task:
    """The task after a fact of the service's own."""
    match fact:
        case TaskAdded():
            return Task(
                id=fact.task, case_id=fact.case, kind=fact.kind, due_at=fact.due_at, statutory=fact.statutory,
                staff=fact.staff, about=fact.about, added_by=fact.added_by,
            )  # fmt: skip
        case TaskReassigned():
            changed = {"staff": fact.staff}
        case TaskDue():
            changed = {"told_due": True}
        case TaskCompleted():
            changed = {"state": TaskState.DONE, "completed_at": fact.completed_at}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a task")
    return replace(task, version=task.version + 1, **changed)


def task_id(about: UUID, kind: TaskKind, due_at: datetime) -> UUID:
    """The task of this kind about this thing, due then: whoever raised it finds it again without storing its id."""
    return derived(about, f"task/{kind}/{int(due_at.timestamp())}")


def add(
    case: Case,
    kind: TaskKind,
    due_at: datetime,
    cause: Cause,
    *,
    about: UUID,
    staff: UUID | None = None,
    statutory: bool = False,
) -> Decision:
    """A rule asks for something until `due_at`, of `staff` or of whoever has the case; a timer tells when it is due.

    `about` is the thing (a consent, a plan); its id is `task_id(about, kind, due_at)`. A case does not close over a
    statutory one. Nobody need have loaded the task: it is made once, because its `about` is.
    """
    id = task_id(about, kind, due_at)
    return _added(case, id, kind, due_at, statutory=statutory, staff=staff, about=about, added_by=cause.staff)


def ask(case: Case, words: str, due_at: datetime, staff: UUID | None, cause: Cause) -> Decision:
    """One colleague asks another for something, in words. Raises Refusal for a time that is over already."""
    if due_at <= cause.time:
        raise Refusal(
            code="task-due-in-the-past", title="Its time is over already",
            detail="A task is to be done until a time that is still to come.",
            pointers=(("/due_at", "lies in the past"),),
        )  # fmt: skip
    id = asked_id(cause)
    added = _added(
        case, id, TaskKind.TO_DO, due_at, statutory=False, staff=staff, about=None, added_by=cause.staff
    )  # fmt: skip
    return added + Decision((TaskNote(id, words),))


def asked_id(cause: Cause) -> UUID:
    """The task that a colleague's wish makes."""
    return cause.derive("task")


def complete(case: Case, task: Task | None, cause: Cause) -> Decision:
    """What the task asks for has happened. Nothing happens when there is no such task, or it is done already."""
    if task is None or task.state is TaskState.DONE:
        return Decision()
    fact = TaskCompleted(case=case.id, task=task.id, kind=task.kind, due_at=task.due_at, completed_at=cause.time)
    after = evolve(task, fact)
    return Decision((after, *counted(case, after, fact)), (fact,))


def tick_off(case: Case, task: Task, cause: Cause) -> Decision:
    """A person says that it is done. Raises Refusal when it is done, or when it ends by what it asks for."""
    must_be_open(task)
    if task.kind is not TaskKind.TO_DO:
        raise Refusal(
            code="task-ends-by-its-act", title="The task ends by itself",
            detail=f"A task of the kind {task.kind} is done once what it asks for is entered: do that instead.",
        )  # fmt: skip
    return complete(case, task, cause)


def reassign(task: Task, staff: UUID) -> Decision:
    """Give the task to somebody else. Raises Refusal when it is done."""
    must_be_open(task)
    fact = TaskReassigned(case=task.case_id, task=task.id, staff=staff)
    return Decision((evolve(task, fact),), (fact,))


def fall_due(task: Task | None, timer: Timer) -> Decision:
    """Its time has come: said once, and not at all when it is done."""
    if task is None or task.state is TaskState.DONE or task.told_due:
        return Decision()
    fact = TaskDue(case=task.case_id, task=task.id, kind=task.kind, due_at=task.due_at, staff=task.staff)
    return Decision((evolve(task, fact),), (fact,))


def counted(case: Case, task: Task, fact: Fact) -> tuple[Case, ...]:
    """The case counts its statutory tasks; any other leaves it as it is, so that nobody's edit of it collides."""
    changes_it = task.statutory and isinstance(fact, TaskAdded | TaskCompleted)
    return (evolve_case(case, fact),) if changes_it else ()


def must_be_open(task: Task) -> None:
    """Raises Refusal for a task that is done."""
    if task.state is TaskState.DONE:
        raise Refusal(code="task-done", title="The task is done", detail="It is done already; add a new one.")


def _added(case: Case, id: UUID, kind: TaskKind, due_at: datetime, **told) -> Decision:
    fact = TaskAdded(case=case.id, task=id, kind=kind, due_at=due_at, **told)
    task = evolve(None, fact)
    return Decision((task, *counted(case, task, fact)), (fact,), timers=(Timer(DUE, id, due_at),))
