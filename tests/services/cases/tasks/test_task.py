"""A task is added once, told of when it is due, done once; a statutory one holds its case open."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.cases.domain import ending
from services.cases.domain.case import Case
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task, TaskNote, TaskState
from services.cases.handlers import TIMERS
from shared.contracts.case_codes import TaskKind
from shared.contracts.codes import CaseOutcome
from shared.contracts.tasks import TaskAdded, TaskCompleted, TaskDue
from shared.decision import Refusal, Timer
from tests.services.cases.samples import MARTA, MONDAY, opened, service
from tests.services.memory import cause

NOW, CONSENT = cause("now", MONDAY, by=str(MARTA)), uuid4()
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def memory():
    return service()


@pytest.fixture
def case(memory):
    return opened(memory)


def add(memory, case, statutory=True, **changed):
    """A later signature is asked for, as the rules of consent ask for it."""
    return memory.take(
        [(Case, case.id)],
        lambda world: task.add(
            world.get(Case, case.id), TaskKind.CONSENT_SIGNATURE, FRIDAY, NOW, about=CONSENT, statutory=statutory,
            **changed,
        ),
    )  # fmt: skip


def ask(memory, case, due=FRIDAY):
    return memory.take([(Case, case.id)], lambda w: task.ask(w.get(Case, case.id), "Zvani skolai.", due, None, NOW))


def on(memory, rule):
    """The rule about the one task and its case."""
    (one,) = memory.of(Task)
    refs = [(Case, one.case_id), (Task, one.id)]
    return memory.take(refs, lambda world: rule(world.get(*refs[0]), world.get(*refs[1])))


def complete(memory):
    return on(memory, lambda case, one: task.complete(case, one, NOW))


def fire(memory):
    (one,) = memory.of(Task)
    return memory.hear(TIMERS[task.DUE], Timer(task.DUE, str(one.id), one.due_at), cause("timer", FRIDAY))


def test_whoever_raised_a_task_finds_it_again_by_what_it_is_about(memory, case):
    (fact,) = add(memory, case, staff=MARTA).facts
    assert fact == TaskAdded(
        case=case.id, task=task.task_id(CONSENT, TaskKind.CONSENT_SIGNATURE, FRIDAY), kind=TaskKind.CONSENT_SIGNATURE,
        due_at=FRIDAY, statutory=True, staff=MARTA, about=CONSENT, added_by=MARTA,
    )  # fmt: skip


def test_a_statutory_task_holds_the_case_open_until_it_is_done(memory, case):
    add(memory, case)
    ref = (Case, case.id)
    with pytest.raises(Refusal, match="duties-open"):
        memory.take([ref], lambda world: ending.close(world.get(*ref), CaseOutcome.NEEDS_MET, NOW))
    complete(memory)
    assert memory.states[ref].open_duties == ()
    memory.take([ref], lambda world: ending.close(world.get(*ref), CaseOutcome.NEEDS_MET, NOW))
    assert memory.states[ref].outcome is CaseOutcome.NEEDS_MET


def test_any_other_task_leaves_the_case_at_its_version(memory, case):
    add(memory, case, statutory=False)
    complete(memory)
    assert memory.states[Case, case.id] == case


def test_what_a_colleague_asks_for_in_words_is_in_no_fact(memory, case):
    (fact,) = ask(memory, case).facts
    assert (fact.kind, fact.added_by, "skolai" in fact.encode().decode()) == (TaskKind.TO_DO, MARTA, False)
    assert [note.words for note in memory.of(TaskNote)] == ["Zvani skolai."]


def test_that_a_task_is_due_is_said_once(memory, case):
    assert add(memory, case).timers == (Timer(task.DUE, memory.of(Task)[0].id, FRIDAY),)
    assert [type(fact) for fact in fire(memory).facts] == [TaskDue]
    assert fire(memory).facts == ()


def test_what_is_done_in_time_is_not_due(memory, case):
    add(memory, case)
    assert [type(fact) for fact in complete(memory).facts] == [TaskCompleted]
    assert (fire(memory).facts, memory.of(Task)[0].state) == ((), TaskState.DONE)


def test_what_happens_twice_completes_a_task_once(memory, case):
    add(memory, case)
    complete(memory)
    assert complete(memory).facts == ()
    assert task.complete(case, None, NOW).facts == ()


@pytest.mark.parametrize(
    ("given", "act", "code"),
    [
        (ask, lambda memory: on(memory, lambda _, one: task.reassign(one, MARTA)), None),
        (ask, lambda memory: on(memory, lambda case, one: task.tick_off(case, one, NOW)), None),
        (add, lambda memory: on(memory, lambda case, one: task.tick_off(case, one, NOW)), "task-ends-by-its-act"),
    ],
    ids=["it may be given to another", "a colleague's wish is ticked off", "what a rule asks for must be entered"],
)
def test_what_may_be_done_with_an_open_task(memory, case, given, act, code):
    given(memory, case)
    if code is None:
        assert len(act(memory).facts) == 1
    else:
        with pytest.raises(Refusal, match=code):
            act(memory)


@pytest.mark.parametrize("act", ["reassign", "tick_off"])
def test_nothing_changes_a_task_that_is_done(memory, case, act):
    ask(memory, case)
    complete(memory)
    rules = {
        "reassign": lambda _, one: task.reassign(one, MARTA),
        "tick_off": lambda c, one: task.tick_off(c, one, NOW),
    }
    with pytest.raises(Refusal, match="task-done"):
        on(memory, rules[act])


def test_nobody_is_asked_for_something_by_yesterday(memory, case):
    with pytest.raises(Refusal, match="task-due-in-the-past"):
        ask(memory, case, due=MONDAY)
