"""Hours of home care as they were given: brought in late and twice, corrected, and never for a stranger."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid5

import pytest

from services.cases.domain.homecare.entry import CareEntry, Done
from services.cases.domain.homecare.listing import CareListed, entry_id
from services.cases.handlers import COMMANDS, REPLAYED
from shared.contracts.attendance_codes import CareTask
from shared.contracts.registry import decode
from shared.decision import Refusal
from shared.described import descriptions
from tests.services.cases.homecare.life import MEALS, WEDNESDAY, begun, bring_in, correct
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, person
from tests.services.memory import NOBODY, Memory, cause

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_the_same_again_is_a_repeat_also_after_it_was_corrected():
    memory, id = begun()
    first = bring_in(memory, id)
    assert (bring_in(memory, id), len(memory.facts)) == (first, 1)
    after = correct(memory, first, replace(MEALS, minutes=30))
    assert (bring_in(memory, id), len(memory.facts)) == (after, 2)


@pytest.mark.parametrize(
    ("other", "staff", "pointer", "both"),
    [
        ({"minutes": 60}, MARTA, "/minutes", ("is 45 here", "60 in")),
        ({"task": CareTask.SHOPPING}, MARTA, "/task", ("is meals here", "shopping in")),
        ({"began_at": WEDNESDAY - MINUTE}, MARTA, "/began_at", ("09:30:00+02:00 here", "09:29:00+02:00 in")),
        ({}, LIGITA, "/staff", (str(MARTA), str(LIGITA))),
    ],
)
def test_something_else_under_its_id_is_refused_with_both(other, staff, pointer, both):
    memory, id = begun()
    bring_in(memory, id)
    with pytest.raises(Refusal, match="care-entry-differs") as no:
        bring_in(memory, id, replace(MEALS, **other), staff=staff)
    ((where, why),) = no.value.pointers
    assert (where, all(part in why for part in both)) == (pointer, True)


def test_of_an_entry_about_somebody_else_nothing_is_said():
    memory, id = begun()
    bring_in(memory, id)
    with pytest.raises(Refusal, match="care-entry-differs") as no:
        bring_in(memory, person("another request"), replace(MEALS, minutes=60))
    assert no.value.pointers == (("/id", "belongs to another entry"),)


@pytest.mark.parametrize(
    ("done", "changed", "code", "pointer"),
    [
        ({"minutes": 0}, {}, "care-minutes", "/minutes"),
        ({"minutes": 721}, {}, "care-minutes", "/minutes"),
        ({"began_at": WEDNESDAY + DAY}, {}, "care-in-the-future", "/began_at"),
        ({"began_at": MONDAY - DAY}, {}, "service-not-received", "/request"),
        ({}, {"started_at": None}, "service-not-received", "/request"),
        ({}, {"ended_at": MONDAY}, "service-over", "/request"),
    ],
)
def test_what_cannot_have_been_is_refused(done, changed, code, pointer):
    memory, id = begun(**changed)
    with pytest.raises(Refusal, match=code) as no:
        bring_in(memory, id, replace(MEALS, **done))
    assert (no.value.status, no.value.pointers[0][0], memory.of(CareEntry)) == (409, pointer, [])


def test_a_correction_keeps_what_stood_there_and_says_also_that_nobody_was_there():
    memory, id = begun()
    first = bring_in(memory, id)
    second = correct(memory, first, Done(WEDNESDAY, 30, CareTask.HOUSEWORK))
    third = correct(memory, second, Done(WEDNESDAY, 0, CareTask.HOUSEWORK))
    assert [(one.minutes, one.task) for one in third.before] == [(45, "meals"), (30, "housework")]
    assert (third.minutes, third.by, correct(memory, third, Done(WEDNESDAY, 0, CareTask.HOUSEWORK))) == (
        0, MARTA, third,
    )  # fmt: skip


def test_its_facts_alone_give_it_back():
    memory, id = begun()
    correct(memory, bring_in(memory, id), replace(MEALS, minutes=30))
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(CareEntry) == memory.of(CareEntry)


def listed(request, **changed) -> CareListed:
    row = {"request": request, "day": date(2026, 3, 18), "at": "09:30", "minutes": 45, "task": "meals"}
    return CareListed(**row | {"staff": "marta"} | changed)


def take(memory: Memory, row: CareListed) -> None:
    why = cause(f"row {row} {len(memory.facts)}", WEDNESDAY + DAY, by="import")
    memory.hear(COMMANDS["care-row"], row, why)


def test_a_row_is_the_same_entry_in_every_file_with_an_id_or_without():
    memory, id = begun()
    for row in (listed(id), listed(id), listed(id, id=uuid5(NOBODY, "own")), listed(id, id=uuid5(NOBODY, "own"))):
        take(memory, row)
    assert [(one.began_at, one.minutes, one.staff) for one in memory.of(CareEntry)] == [(WEDNESDAY, 45, MARTA)] * 2
    assert {one.id for one in memory.of(CareEntry)} == {entry_id(listed(id)), uuid5(NOBODY, "own")}
    with pytest.raises(Refusal, match="care-entry-differs"):
        take(memory, listed(id, minutes=60))


@pytest.mark.parametrize(
    ("changed", "code", "pointer"),
    [
        ({"staff": "nav-tada"}, "staff-unknown", "/staff"),
        ({"day": date(2026, 3, 29), "at": "03:30"}, "local-time-skipped", "/at"),
        ({"day": date(2026, 3, 15)}, "service-not-received", "/request"),
    ],
)
def test_a_row_that_cannot_be_says_why(changed, code, pointer):
    memory, id = begun()
    with pytest.raises(Refusal, match=code) as no:
        take(memory, listed(id, **changed))
    assert no.value.pointers[0][0] == pointer


def test_each_column_of_the_file_says_what_it_is():
    assert CareListed.model_fields.keys() - descriptions(CareListed).keys() == set()
