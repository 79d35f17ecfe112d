"""Facts say what was done: replaying the service's own gives every case and visit back, field by field."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain import ending, work
from services.cases.domain.case import Case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import going, planning
from services.cases.domain.visits.going import Done, Start
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.visit import Visit
from services.cases.handlers import REPLAYED
from shared.contracts.codes import (
    AgeBand,
    CaseOutcome,
    NeedCode,
    Priority,
    VisitCancelReason,
    VisitMissReason,
    VisitMode,
    VisitOutcome,
)
from shared.contracts.registry import decode
from shared.decision import Cause, Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, person, service
from tests.services.memory import Memory, cause

NTH = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("open_for_referral"), st.sampled_from(["r1", "r2"])),
    st.tuples(st.just("open_proactively"), st.sampled_from(AgeBand)),
    st.tuples(st.just("assign"), NTH, st.sampled_from([MARTA, LIGITA, person("nobody")])),
    st.tuples(st.just("schedule"), NTH, st.integers(-1, 3)),
    st.tuples(st.sampled_from(["confirm", "move", "start", "complete", "miss", "cancel", "close"]), NTH),
)


class History:
    """Cases in memory, driven by steps of which many are refused."""

    def __init__(self) -> None:
        self.memory = service()

    def open_for_referral(self, why: Cause, name: str) -> None:
        opened(self.memory, name)

    def open_proactively(self, why: Cause, age: AgeBand) -> None:
        self.memory.take(
            [(Case, work.case_id(why))],
            lambda world: work.open_proactively(
                (person("Ilze"),), (NeedCode.CRISIS,), Priority.URGENT, age, why, RULES
            ),
        )

    def assign(self, why: Cause, nth: int, staff: UUID) -> None:
        whom = (Staff, staff)
        self._case(nth, lambda case, world: work.assign(case, world.get(*whom), why), whom)

    def close(self, why: Cause, nth: int) -> None:
        self._case(nth, lambda case, world: ending.close(case, CaseOutcome.NEEDS_MET, why))

    def schedule(self, why: Cause, nth: int, days: int) -> None:
        at = MONDAY + timedelta(days=days)
        planned = (Visit, planning.visit_id(why))
        plan = Plan(VisitMode.PHONE, at, area="0005000")
        self._case(
            nth, lambda case, world: planning.schedule(case, None, plan, why, RULES.visits, None), planned
        )  # fmt: skip

    def confirm(self, why: Cause, nth: int) -> None:
        self._visit(nth, lambda case, seen: planning.confirm(seen))

    def move(self, why: Cause, nth: int) -> None:
        at = MONDAY + timedelta(days=9)
        self._visit(nth, lambda case, seen: planning.reschedule(case, seen, at, "other", why, RULES.visits))

    def start(self, why: Cause, nth: int) -> None:
        self._visit(nth, lambda case, seen: going.start(case, seen, None, Start(), why, RULES.visits, None))

    def complete(self, why: Cause, nth: int) -> None:
        done = Done(VisitMode.VIDEO, 30, VisitOutcome.NO_CONCERN, score=3)
        self._visit(nth, lambda case, seen: going.complete(case, seen, done, why, RULES.calendar))

    def miss(self, why: Cause, nth: int) -> None:
        self._visit(nth, lambda case, seen: going.miss(case, seen, VisitMissReason.UNSAFE))

    def cancel(self, why: Cause, nth: int) -> None:
        self._visit(nth, lambda case, seen: planning.cancel(case, seen, VisitCancelReason.RESCHEDULED))

    def _case(self, nth: int, rule, *refs) -> None:
        if cases := self.memory.of(Case):
            ref = (Case, cases[nth % len(cases)].id)
            self.memory.take([ref, *refs], lambda world: rule(world.get(*ref), world))

    def _visit(self, nth: int, rule) -> None:
        if visits := self.memory.of(Visit):
            seen = visits[nth % len(visits)]
            refs = [(Case, seen.case_id), (Visit, seen.id)]
            self.memory.take(refs, lambda world: rule(world.get(*refs[0]), world.get(*refs[1])))


def by_id(memory: Memory) -> dict:
    return {state.id: state for state in (*memory.of(Case), *memory.of(Visit))}


@given(st.lists(STEPS, max_size=25))
def test_own_facts_replayed_give_every_case_and_visit_back(steps):
    history = History()
    for index, (what, *how) in enumerate(steps):
        with suppress(Refusal):
            getattr(history, what)(cause(f"step {index}", MONDAY), *how)
    restored = Memory(RULES)
    for fact in history.memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert by_id(restored) == by_id(history.memory)
