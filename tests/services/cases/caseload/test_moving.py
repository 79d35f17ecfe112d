"""A caseload is moved whole: each case to whoever has room for it, and nothing at all when something changed."""

from dataclasses import replace

import pytest

from services.cases.domain import work
from services.cases.domain.case import Case
from services.cases.domain.caseload.moving import Carried, Move, move, plan
from services.cases.domain.units.staff import Staff
from shared.decision import Refusal
from tests.services.cases.caseload.samples import FIT, HELPS, candidate
from tests.services.cases.samples import MONDAY, absent, opened, person, service
from tests.services.cases.units.samples import ANDRIS, EVIJA, FAMILIES, LIGITA, MARTA
from tests.services.memory import cause
from tests.shared.caseload.samples import ROUTINE, VIOLENT, WEIGHTS

NOW = cause("move", MONDAY)


@pytest.fixture
def memory():
    """Marta has three cases."""
    memory = service()
    for name in ("r1", "r2", "r3"):
        case, marta = (Case, opened(memory, name).id), (Staff, MARTA)
        memory.take([case, marta], lambda world, c=case, m=marta: work.assign(world.get(*c), world.get(*m), NOW))
    memory.facts.clear()
    return memory


def moved(memory, moves, staff=MARTA):
    refs = {*((Case, one.case) for one in moves), *((Staff, one.to) for one in moves)}
    return memory.take(refs, lambda world: move(world, staff, moves, NOW))


def all_of(memory, *to) -> list[Move]:
    return [Move(case.id, case.version, to[n % len(to)]) for n, case in enumerate(memory.of(Case))]


def test_each_case_is_a_fact_of_its_own(memory):
    facts = moved(memory, all_of(memory, ANDRIS, EVIJA)).facts
    assert [(fact.type.split(".")[3], fact.staff) for fact in facts] == [
        ("case-assigned", ANDRIS), ("case-assigned", EVIJA), ("case-assigned", ANDRIS),
    ]  # fmt: skip


def stale(memory, moves):
    return [replace(moves[0], version=1), *moves[1:]]


def twice(memory, moves):
    return [*moves, moves[0]]


def unknown(memory, moves):
    return [*moves, Move(person("no case"), 1, ANDRIS)]


def to_nobody(memory, moves):
    return [replace(moves[0], to=person("nobody")), *moves[1:]]


def to_somebody_away(memory, moves):
    absent(memory, ANDRIS)
    return moves


@pytest.mark.parametrize(
    ("but", "code", "pointers"),
    [
        (stale, "caseload-changed", ["/moves/0"]),
        (twice, "caseload-changed", []),
        (unknown, "caseload-changed", ["/moves/3"]),
        (to_nobody, "staff-unknown", ["/staff"]),
        (to_somebody_away, "staff-absent", ["/staff"]),
    ],
)
def test_all_are_moved_or_none(memory, but, code, pointers):
    with pytest.raises(Refusal) as refused:
        moved(memory, but(memory, all_of(memory, ANDRIS)))
    assert (refused.value.code, [at for at, _ in refused.value.pointers]) == (code, pointers)
    assert {case.staff for case in memory.of(Case)} == {MARTA}


def test_what_is_somebody_else_s_is_not_moved(memory):
    with pytest.raises(Refusal) as refused:
        moved(memory, all_of(memory, ANDRIS), staff=LIGITA)
    assert refused.value.code == "caseload-changed"


def planned(cases, *candidates) -> dict:
    moves = plan(cases, candidates, {}, WEIGHTS, FIT, HELPS)
    return {move.case: move.to for move in moves}


def test_a_plan_spreads_what_is_heavy_by_who_has_room():
    cases = [Carried(person(f"case {n}"), 1, FAMILIES, VIOLENT if n < 2 else ROUTINE) for n in range(6)]
    told = planned(cases, candidate("a"), candidate("b"))
    assert sorted(told.values()).count(person("a")) == 3
    assert {told[person("case 0")], told[person("case 1")]} == {person("a"), person("b")}


def test_a_plan_leaves_a_case_where_nobody_is_there():
    case = Carried(person("case"), 1, FAMILIES, ROUTINE)
    assert planned([case], candidate("a", away=True)) == {person("case"): None}
    assert planned([case]) == {person("case"): None}
