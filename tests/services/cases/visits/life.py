"""Visits of one case in memory: Marta has it, and everything happens on a Monday in March unless said otherwise."""

from datetime import timedelta
from uuid import UUID

from services.cases.domain import work
from services.cases.domain.case import Case
from services.cases.domain.rules import ModeRule
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import check_in, going, planning
from services.cases.domain.visits.going import Done, Start
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.safety import Answers
from services.cases.domain.visits.visit import Visit
from services.cases.handlers import TIMERS
from shared.contracts.codes import NeedCode, VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.decision import Decision, Timer
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, service
from tests.services.memory import Memory, cause

TOMORROW = MONDAY + timedelta(days=1)
MINUTE = timedelta(minutes=1)
EXCEPTION = ModeRule("home-visits-as-exception", "An order of the Cabinet")
CHECKLIST = RULES.visits.checklist_on(MONDAY.date())
SAFE = Answers(CHECKLIST.code, {item.code: True for item in CHECKLIST.items})


def begun(needs: tuple[NeedCode, ...] = ()) -> Memory:
    """A service with one case, which Marta has."""
    memory = service()
    case = opened(memory, needs=needs)
    refs = [(Case, case.id), (Staff, MARTA)]
    memory.take(refs, lambda world: work.assign(world.get(*refs[0]), world.get(*refs[1]), cause("assign", MONDAY)))
    memory.facts.clear()
    return memory


def the_case(memory: Memory) -> Case:
    return memory.of(Case)[0]


def plan(memory: Memory, name: str = "visit", at=TOMORROW, mode=VisitMode.IN_PERSON, exception=None, **more) -> Visit:
    why, case = cause(name, MONDAY), (Case, the_case(memory).id)
    ref, wish = (Visit, planning.visit_id(why)), Plan(mode, at, **more)
    along = (Staff, wish.companion or MARTA)
    memory.take(
        [case, ref, along],
        lambda world: planning.schedule(
            world.get(*case), world.get(*along) if wish.companion else None, wish, why, RULES.visits, exception
        ),
    )
    return memory.states[ref]


def act(memory: Memory, visit: Visit, rule, at=TOMORROW) -> Decision:
    """`rule(case, visit, world, cause)`, with the supervisor's task of whoever was silent."""
    seen, why = memory.states[Visit, visit.id], cause(f"{visit.id} {len(memory.facts)} {at}", at)
    refs = [(Case, visit.case_id), (Visit, visit.id), *check_in.alarm(seen)]
    return memory.take(
        refs,
        lambda world: rule(world.get(*refs[0]), seen, world, why) + check_in.heard(world, seen, why),
    )


def start(
    memory: Memory, visit: Visit, at=TOMORROW, began=None, safety: Answers | None = SAFE, companion: UUID | None = None,
    justification=None, exception=None,
) -> Decision:  # fmt: skip
    wish = Start(began, safety, companion, justification, LIGITA)
    along = going.goes_along(visit, wish)
    colleague = memory.states.get((Staff, along))
    return act(
        memory, visit,
        lambda case, seen, world, why: going.start(case, seen, colleague, wish, why, RULES.visits, exception), at,
    )  # fmt: skip


def complete(memory: Memory, visit: Visit, at=TOMORROW, mode=VisitMode.IN_PERSON, **more) -> Decision:
    done = Done(mode, 45, VisitOutcome.SUPPORT_GIVEN, **more)
    return act(
        memory, visit, lambda case, seen, world, why: going.complete(case, seen, done, why, RULES.calendar), at
    )  # fmt: skip


def carry_out(memory: Memory, visit: Visit, at=TOMORROW, **more) -> Decision:
    """It begins and is completed."""
    start(memory, visit, at)
    return complete(memory, visit, at, **more)


def miss(memory: Memory, visit: Visit, at=TOMORROW) -> Decision:
    return act(
        memory, visit, lambda case, seen, world, why: going.miss(case, seen, VisitMissReason.CLIENT_ABSENT), at
    )  # fmt: skip


def cancel(memory: Memory, visit: Visit, at=TOMORROW) -> Decision:
    reason = VisitCancelReason.RESCHEDULED
    return act(memory, visit, lambda case, seen, world, why: planning.cancel(case, seen, reason), at)


def checks_in(memory: Memory, visit: Visit, at=TOMORROW) -> Decision:
    return act(memory, visit, lambda case, seen, world, why: going.check_in(seen, why), at)


def confirm(memory: Memory, visit: Visit, at=TOMORROW) -> Decision:
    return act(memory, visit, lambda case, seen, world, why: planning.confirm(seen), at)


def move(memory: Memory, visit: Visit, to, at=MONDAY) -> Decision:
    return act(
        memory, visit,
        lambda case, seen, world, why: planning.reschedule(case, seen, to, "client_request", why, RULES.visits), at,
    )  # fmt: skip


def fire(memory: Memory, timer: Timer) -> Decision:
    """A clock runs out, as the stream tells of it: a minute late at most."""
    told = Timer(timer.kind, str(timer.key), timer.due)
    return memory.hear(TIMERS[timer.kind], told, cause(f"timer {timer.due}", timer.due + MINUTE, "timer"))


def tasks(memory: Memory) -> list[Task]:
    return memory.of(Task)
