"""What cases tells the other services of tasks: what somebody has to do about a case, and by when."""

from shared.contracts.case_codes import TaskKind
from shared.contracts.cases import CasesFact
from shared.contracts.fields import CaseId, Flag, Instant, StaffId, TaskId, ThingId


class TaskAdded(CasesFact, type="task-added", version=1, key="case", to=("reporting",)):
    """Somebody has something to do (uzdevums) about a case."""

    case: CaseId
    """The case."""
    task: TaskId
    """The task."""
    kind: TaskKind
    """What is to be done."""
    due_at: Instant
    """Until when."""
    statutory: Flag
    """Whether the law or the municipality's rules demand it, so that the case does not close over it."""
    staff: StaffId | None = None
    """Who is to do it; none: whoever has the case."""
    about: ThingId | None = None
    """The thing it is about (a consent, a plan, a visit)."""
    added_by: StaffId | None = None
    """The member of staff who asked for it; none when a rule did."""


class TaskReassigned(CasesFact, type="task-reassigned", version=1, key="case", to=("reporting",)):
    """A task was given to somebody else."""

    case: CaseId
    """The case."""
    task: TaskId
    """The task."""
    staff: StaffId
    """Who is to do it now."""


class TaskDue(CasesFact, type="task-due", version=1, key="case", to=("reporting",)):
    """The time of a task has come, and it is not done."""

    case: CaseId
    """The case."""
    task: TaskId
    """The task."""
    kind: TaskKind
    """What is to be done."""
    due_at: Instant
    """Until when it was to be done."""
    staff: StaffId | None = None
    """Who is to do it; none: whoever has the case."""


class TaskCompleted(CasesFact, type="task-completed", version=1, key="case", to=("reporting",)):
    """A task is done."""

    case: CaseId
    """The case."""
    task: TaskId
    """The task."""
    kind: TaskKind
    """What was to be done."""
    due_at: Instant
    """Until when."""
    completed_at: Instant
    """When it was done."""
