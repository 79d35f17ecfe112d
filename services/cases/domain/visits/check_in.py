"""Who is alone on a visit and stays silent: said within a minute of the time, and a task for the supervisor."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from services.cases.domain.visits.visit import Visit, evolve
from shared.contracts.case_codes import TaskKind
from shared.contracts.visits import SafetyCheckInMissed
from shared.decision import Cause, Decision, Ref, Timer, World

KIND = "visit-check-in"


def timers(visit: Visit) -> tuple[Timer, ...]:
    """The clock of whoever is alone there; nobody is waited for who is not."""
    return (Timer(KIND, f"{visit.case_id}/{visit.id}", visit.check_in_due),) if visit.check_in_due else ()


def refs(told: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    case, visit = _of(told)
    return ((Case, case), (Visit, visit))


def missed(world: World, told: Timer, cause: Cause, rules: Rules) -> Decision:
    """Time is up. Nothing when they have said so since, or the visit is over: timers are never cancelled."""
    case, visit = (world.get(kind, id) for kind, id in zip((Case, Visit), _of(told), strict=True))
    if visit is None or visit.check_in_due != told.due or visit.check_in_missed_at is not None:
        return Decision()
    fact = SafetyCheckInMissed(case=visit.case_id, visit=visit.id, staff=visit.staff, due_at=told.due)
    asked = task.add(
        case, TaskKind.MISSED_CHECK_IN, told.due, cause, about=visit.id, staff=visit.watched_by
    )  # fmt: skip
    return Decision((evolve(visit, fact),), (fact,)) + asked


def alarm(visit: Visit) -> tuple[Ref, ...]:
    """The task that somebody's silence has led to, or may lead to before the visit is locked."""
    times = filter(None, (visit.check_in_missed_at, visit.check_in_due))
    return tuple(_task(visit, silent) for silent in set(times))


def heard(world: World, visit: Visit, cause: Cause) -> Decision:
    """Whoever was silent has been heard of: the supervisor's task is done. `visit` is as it was before."""
    if visit.check_in_missed_at is None:
        return Decision()
    asked = world.get(*_task(visit, visit.check_in_missed_at))
    return task.complete(world.get(Case, visit.case_id), asked, cause)


def _task(visit: Visit, silent: datetime) -> Ref:
    return (Task, task.task_id(visit.id, TaskKind.MISSED_CHECK_IN, silent))


def _of(told: Timer) -> tuple[UUID, UUID]:
    case, _, visit = told.key.partition("/")
    return UUID(case), UUID(visit)
