"""Who receives the service came, did not come or was excused; nobody else, nobody twice, and no more than fit in."""

from datetime import timedelta

import pytest

from services.cases.domain.attendance.attendance import Attendance, Mark, attendance_id
from services.cases.domain.attendance.session import Session
from services.cases.handlers import REPLAYED
from shared.contracts.codes import AgeBand
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.attendance.life import (
    ABSENT,
    CAME,
    EVENING,
    EXCUSED,
    HOUR,
    NOON,
    begun,
    correct,
    count,
    held,
    hold,
    mark,
    plan,
    receives,
    session,
)
from tests.services.cases.samples import MARTA, MONDAY, RULES, person
from tests.services.memory import Memory, cause

DAY = timedelta(days=1)


def refused(attempt, *args, **more) -> tuple[str, str]:
    """The code of the refusal, and where it points."""
    with pytest.raises(Refusal) as no:
        attempt(*args, **more)
    assert no.value.status == 409
    return no.value.code, no.value.pointers[0][0] if no.value.pointers else ""


def test_the_list_of_a_session_is_written_down_at_once():
    memory = begun()
    one, children = held(memory, places=2), [receives(memory, name) for name in ("Jānis", "Anna", "Pēteris")]
    mark(memory, one, Mark(children[0], CAME), Mark(children[1], CAME, 30), Mark(children[2], ABSENT))
    found = [memory.states[Attendance, attendance_id(one.id, child)] for child in children]
    assert [(seen.result, seen.minutes, seen.by) for seen in found] == [
        (CAME, 90, MARTA), (CAME, 30, MARTA), (ABSENT, 0, MARTA),
    ]  # fmt: skip
    assert session(memory, one.id).came == 2


@pytest.mark.parametrize(
    ("marks", "code", "pointer"),
    [
        ([("nobody", CAME, None)], "service-not-received", "/marks/0/request"),
        ([("boy", CAME, None), ("waits", CAME, None)], "service-not-received", "/marks/1/request"),
        ([("elsewhere", CAME, None)], "service-not-received", "/marks/0/request"),
        ([("ended", CAME, None)], "service-over", "/marks/0/request"),
        ([("ran out", EXCUSED, None)], "service-over", "/marks/0/request"),
        ([("boy", CAME, None), ("boy", ABSENT, None)], "attendance-twice", "/marks/1/request"),
        ([("boy", CAME, 91)], "attendance-minutes", "/marks/0/minutes"),
        ([("boy", CAME, 0)], "attendance-minutes", "/marks/0/minutes"),
        ([("boy", ABSENT, 5)], "attendance-minutes", "/marks/0/minutes"),
        ([("boy", CAME, None), ("girl", CAME, None), ("third", CAME, None)], "session-full", "/marks/2/result"),
    ],
)
def test_what_cannot_be_attended_says_why_and_nothing_is_written(marks, code, pointer):
    memory = begun()
    known = {name: receives(memory, name) for name in ("boy", "girl", "third")} | {"nobody": person("nobody")}
    known["waits"] = receives(memory, "waits", started_at=None)
    known["elsewhere"] = receives(memory, "elsewhere", offer=person("another offer"))
    known["ended"] = receives(memory, "ended", ended_at=MONDAY - DAY)
    known["ran out"] = receives(memory, "ran out", ends_at=MONDAY - DAY)
    one = held(memory, places=2)
    assert refused(mark, memory, one, *(Mark(known[name], *rest) for name, *rest in marks)) == (code, pointer)
    assert (memory.of(Attendance), session(memory, one.id)) == ([], one)


def test_nobody_stands_there_twice_but_is_corrected_and_what_stood_there_is_kept():
    memory = begun()
    boy, one = receives(memory, "Jānis"), held(memory)
    mark(memory, one, Mark(boy, CAME))
    assert refused(mark, memory, one, Mark(boy, ABSENT)) == ("attendance-twice", "/marks/0/request")
    after = correct(memory, one, Mark(boy, EXCUSED))
    assert [(before.result, before.minutes, before.recorded_at) for before in after.before] == [(CAME, 90, EVENING)]
    assert (after.result, after.minutes, session(memory, one.id).came) == (EXCUSED, 0, 0)


def test_a_correction_finds_the_session_full_as_the_first_word_does():
    memory = begun()
    boy, girl, one = receives(memory, "Jānis"), receives(memory, "Anna"), held(memory, places=1)
    mark(memory, one, Mark(boy, CAME), Mark(girl, ABSENT))
    assert refused(correct, memory, one, Mark(girl, CAME)) == ("session-full", "/result")
    correct(memory, one, Mark(boy, CAME, 20))
    correct(memory, one, Mark(boy, ABSENT))
    assert correct(memory, one, Mark(girl, CAME)).result is CAME


def test_who_will_not_come_says_so_before_and_who_came_is_written_down_after():
    memory = begun()
    boy, girl, one = receives(memory, "Jānis"), receives(memory, "Anna"), plan(memory)
    mark(memory, one, Mark(boy, EXCUSED), now=MONDAY)
    assert refused(mark, memory, one, Mark(girl, CAME), now=MONDAY) == ("session-state", "")


def test_to_a_session_of_one_person_nobody_else_comes():
    memory = begun()
    boy, girl = receives(memory, "Jānis"), receives(memory, "Anna")
    one = held(memory, request=boy)
    assert refused(mark, memory, one, Mark(girl, CAME)) == ("service-not-received", "/marks/0/request")
    mark(memory, one, Mark(boy, CAME))
    assert session(memory, one.id).came == 1


@pytest.mark.parametrize("changed", [{"started_at": EVENING}, {"ended_at": MONDAY}, {"ends_at": MONDAY}])
def test_who_began_or_ended_on_the_day_may_have_come_that_day(changed):
    memory = begun()
    one = receives(memory, "Jānis", **changed)
    mark(memory, held(memory), Mark(one, CAME))
    assert len(memory.of(Attendance)) == 1


def test_where_nobody_is_asked_who_they_are_those_who_come_are_only_counted():
    memory = begun(low_threshold=True)
    boy, one = receives(memory, "Jānis"), plan(memory, places=30)
    assert refused(hold, memory, one) == ("session-without-count", "/counts")
    after = hold(memory, one, counts={AgeBand.AGE_65_PLUS: 21, AgeBand.AGE_25_64: 3})
    assert (after.came, after.head_counts[-1].ages) == (24, ("25-64", "65+"))
    assert refused(mark, memory, one, Mark(boy, CAME)) == ("session-only-counted", "/marks")
    assert refused(count, memory, one, {AgeBand.UNKNOWN: 31}) == ("session-full", "/counts")
    again = count(memory, one, {AgeBand.AGE_65_PLUS: 22})
    assert (again.came, [sum(one.counts) for one in again.head_counts]) == (22, [24, 22])
    assert {name for fact in memory.facts for name in type(fact).model_fields} & {"person", "case"} == set()


@pytest.mark.parametrize(
    ("at", "minutes", "counts", "code", "pointer"),
    [
        (EVENING + HOUR, None, None, "session-in-the-future", "/held_at"),
        (NOON - DAY - HOUR, None, None, "session-far-from-plan", "/held_at"),
        (None, None, {AgeBand.UNKNOWN: 3}, "session-by-name", "/counts"),
    ],
)
def test_a_session_that_cannot_have_been_so_is_not_held(at, minutes, counts, code, pointer):
    memory = begun()
    assert refused(hold, memory, plan(memory), at, minutes, counts) == (code, pointer)


def test_a_session_is_held_once_and_counted_after_that():
    memory = begun(low_threshold=True)
    one = plan(memory)
    assert refused(count, memory, one, {AgeBand.UNKNOWN: 1})[0] == "session-state"
    hold(memory, one, NOON + HOUR, 45, {})
    assert refused(hold, memory, one, counts={})[0] == "session-state"
    assert (session(memory, one.id).took, session(memory, one.id).began_at) == (45, NOON + HOUR)


def test_its_facts_alone_give_it_all_back():
    memory = begun()
    boy, girl, one = receives(memory, "Jānis"), receives(memory, "Anna"), held(memory, places=5)
    memory.facts.clear()
    one = held(memory, at=NOON + HOUR)
    mark(memory, one, Mark(boy, CAME, 40), Mark(girl, ABSENT))
    correct(memory, one, Mark(girl, CAME))
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", EVENING))
    assert restored.of(Session) == [session(memory, one.id)]
    assert restored.of(Attendance) == memory.of(Attendance)
