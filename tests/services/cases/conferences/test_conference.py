"""A conference is held once; who came and what was decided is known, and each decision is a task with its date."""

from datetime import timedelta

import pytest

from services.cases.domain.case import Case
from services.cases.domain.conferences import conference
from services.cases.domain.conferences.conference import Conference, ConferenceState, Held, People, Resolution, Resolved
from services.cases.domain.contacts.note import Note
from services.cases.domain.tasks.task import Task
from services.cases.handlers import REPLAYED
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import ConferenceDecisionKind
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, person
from tests.services.cases.visits.life import begun, the_case
from tests.services.memory import Memory, cause

HOUR = timedelta(hours=1)
PARTNERS = ("barintiesa", "valsts-policija")
INVITED = People((LIGITA,), PARTNERS, (person("Ilze"),))
DUE = MONDAY + timedelta(days=7)
VISIT = Resolved(ConferenceDecisionKind.HOME_VISIT, DUE, staff=MARTA, words="Apmeklēt ģimeni.")
PROTECT = Resolved(ConferenceDecisionKind.PROTECTION, DUE, agency="barintiesa")
HELD = Held(VisitMode.VIDEO, 75, People((LIGITA,), ("barintiesa",)), (VISIT, PROTECT), "Protokols.")


def call(memory: Memory, at=MONDAY + HOUR, invited=INVITED) -> Conference:
    why, case = cause("call", MONDAY, by=str(MARTA)), (Case, the_case(memory).id)
    memory.take(
        [case],
        lambda world: conference.call(
            world.get(*case), VisitMode.VIDEO, at, invited, "Darba kārtība.", PARTNERS, why
        ),
    )  # fmt: skip
    return memory.of(Conference)[-1]


def hold(memory: Memory, one: Conference, held=HELD, at=MONDAY + 3 * HOUR) -> Conference:
    refs, why = [(Case, one.case_id), (Conference, one.id)], cause("hold", at, by=str(MARTA))
    memory.take(refs, lambda world: conference.hold(world.get(*refs[0]), world.get(*refs[1]), held, PARTNERS, why))
    return memory.states[Conference, one.id]


def cancel(memory: Memory, one: Conference) -> None:
    ref = (Conference, one.id)
    memory.take([ref], lambda world: conference.cancel(world.get(*ref), "too_few_can_come"))


def test_who_came_and_what_was_decided_is_told_as_ids_and_codes_and_no_fact_has_the_words():
    memory = begun()
    held = hold(memory, call(memory))
    fact = next(fact for fact in memory.facts if fact.type.endswith("conference-held.v1"))
    assert (held.state, held.agencies_came, held.persons_came) == (ConferenceState.HELD, ("barintiesa",), ())
    assert (fact.decisions, fact.minutes) == (("home_visit", "protection"), 75)
    words = {note.words for note in memory.of(Note)}
    assert words == {"Darba kārtība.", "Protokols.", "Apmeklēt ģimeni."}
    assert not any(word.encode() in fact.encode() for word in words for fact in memory.facts)


def test_each_decision_is_a_task_of_whoever_does_it_and_is_done_once():
    memory = begun()
    hold(memory, call(memory))
    asked = {task.staff: task for task in memory.of(Task)}
    assert {task.kind for task in asked.values()} == {"conference_follow_up"}
    assert (set(asked), {task.due_at for task in asked.values()}) == ({MARTA, None}, {DUE})
    first = memory.of(Resolution)[0]
    refs = [(Case, first.case_id), (Resolution, first.id), (Task, conference.follow_up(first))]
    why = cause("done", DUE)

    def done():
        memory.take(refs, lambda world: conference.carry_out(*(world.get(*ref) for ref in refs), why))

    done()
    assert (memory.states[refs[2]].state, memory.states[refs[1]].done_at) == ("done", DUE)
    with pytest.raises(Refusal, match="resolution-done"):
        done()


@pytest.mark.parametrize("end", [hold, cancel])
@pytest.mark.parametrize("again", [hold, cancel])
def test_a_conference_is_over_once(end, again):
    memory = begun()
    one = call(memory)
    end(memory, one)
    with pytest.raises(Refusal, match=r"conference-over: It is (held|cancelled); call a new one"):
        again(memory, one)


@pytest.mark.parametrize(
    ("at", "invited", "code"),
    [
        (MONDAY + HOUR, People(), "conference-without-others"),
        (MONDAY + HOUR, People(agencies=("nezinama",)), "agency-unknown"),
        (MONDAY - HOUR, INVITED, "conference-before-case"),
    ],
)
def test_a_conference_that_cannot_be_is_refused(at, invited, code):
    with pytest.raises(Refusal, match=code):
        call(begun(), at, invited)


@pytest.mark.parametrize(
    ("held_at", "code"),
    [(MONDAY - HOUR, "conference-before-case"), (MONDAY + 9 * HOUR, "conference-in-the-future")],
)
def test_a_conference_was_held_after_the_case_was_opened_and_not_in_the_future(held_at, code):
    memory = begun()
    with pytest.raises(Refusal, match=code):
        hold(memory, call(memory), Held(VisitMode.PHONE, 10, INVITED, held_at=held_at))


@pytest.mark.parametrize("who", [{}, {"staff": MARTA, "agency": "barintiesa"}])
def test_what_is_decided_is_done_by_a_colleague_or_an_agency(who):
    memory = begun()
    decided = Resolved(ConferenceDecisionKind.OTHER, DUE, **who)
    with pytest.raises(Refusal, match="resolution-of-nobody"):
        hold(memory, call(memory), Held(VisitMode.PHONE, 10, INVITED, (decided,)))


@pytest.mark.parametrize("end", [hold, cancel])
def test_its_facts_alone_give_it_back(end):
    memory = begun()
    end(memory, call(memory))
    restored = Memory(RULES, everywhere=memory.everywhere)
    for fact in memory.facts:
        if "conference" in fact.type:
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(Conference) == memory.of(Conference)
