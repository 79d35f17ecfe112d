"""Figures of registers: a later one corrects, a quoted one stands beside, only codes and numbers are taken."""

import json
from datetime import timedelta

import pytest
from pydantic import ValidationError

from services.intake.domain.registers.counts import Figure, RegisterCount, count_id, evolve, record, refs
from shared.calendar import RIGA
from shared.contracts.register_codes import CountNote, TargetGroup
from shared.decision import Decision, Refusal
from tests.services.intake.samples import MONDAY, RULES
from tests.services.memory import Memory, cause

COUNTED = {
    "target_group": "mental_disorder", "count": 320, "source": "invaliditates-registrs", "counted_on": "2021-03-15"
}  # fmt: skip
TOMORROW = (MONDAY.astimezone(RIGA).date() + timedelta(1)).isoformat()


@pytest.fixture
def memory() -> Memory:
    return Memory(RULES)


def figure(**changed) -> Figure:
    return Figure.model_validate_json(json.dumps(COUNTED | changed), strict=True)


def entered(memory: Memory, name: str = "row", **changed) -> Decision:
    given, why = figure(**changed), cause(name, MONDAY)
    return memory.take(refs(given, why, RULES), lambda world: record(world, given, why, RULES))


def test_a_figure_is_a_fact_under_its_group(memory):
    (fact,) = entered(memory).facts
    assert (fact.key, fact.count, fact.quoted, fact.by) == ("mental_disorder", 320, False, None)


def test_the_same_figure_again_changes_nothing(memory):
    entered(memory)
    assert entered(memory, "again") == Decision()


@pytest.mark.parametrize("changed", [{"count": 321}, {"note": "incomplete"}])
def test_a_later_figure_corrects_the_one_that_stands(memory, changed):
    entered(memory)
    entered(memory, "later", **changed)
    (stands,) = memory.of(RegisterCount)
    assert (stands.version, Figure(**COUNTED | {"count": stands.count, "note": stands.note})) == (2, figure(**changed))


def test_a_quoted_figure_stands_beside_the_one_that_was_counted(memory):
    entered(memory)
    entered(memory, "quoted", count=200, quoted=True, note="estimate")
    assert [(one.count, one.quoted, one.note) for one in memory.of(RegisterCount)] == [
        (320, False, None), (200, True, CountNote.ESTIMATE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [{"target_group": "older_age"}, {"source": "prese"}, {"counted_on": "2021-03-16"}, {"territory": "0005000"}],
)
def test_another_group_source_day_or_territory_is_another_figure(memory, other):
    entered(memory)
    entered(memory, "other", **other)
    assert len(memory.of(RegisterCount)) == 2


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        ({"source": "kaimini"}, "register-source-unknown", "/source"),
        ({"counted_on": TOMORROW}, "counted-in-the-future", "/counted_on"),
    ],
)
def test_what_cannot_be_is_refused(memory, wrong, code, pointer):
    with pytest.raises(Refusal) as refused:
        entered(memory, **wrong)
    assert (refused.value.code, refused.value.pointers[0][0]) == (code, pointer)


@pytest.mark.parametrize(
    "named",
    [
        {"note": "Jānis Paraugs"},
        {"name": "Jānis"},
        {"target_group": "Jānis"},
        {"source": "Jānis Paraugs"},
        {"count": -1},
    ],
)
def test_there_is_no_place_for_a_name(named):
    with pytest.raises(ValidationError):
        figure(**named)


def test_facts_give_the_figure_back(memory):
    facts = [*entered(memory).facts, *entered(memory, "later", count=321).facts]
    rebuilt = None
    for fact in facts:
        rebuilt = evolve(rebuilt, fact, cause("rebuild", MONDAY))
    assert rebuilt == memory.states[RegisterCount, count_id(figure())]
    assert rebuilt.target_group is TargetGroup.MENTAL_DISORDER
