"""Benefits as references: what was granted elsewhere is written down, corrected, thought of in time, and ended."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.cases.domain.benefits import recording
from services.cases.domain.benefits.benefit import Benefit, BenefitState
from services.cases.domain.benefits.recording import Granted
from services.cases.domain.case import Case
from services.cases.domain.plans.rules import end_of
from services.cases.domain.tasks.task import Task
from services.cases.handlers import REPLAYED, TIMERS
from shared.contracts.benefit_codes import BenefitEndReason, BenefitGrantor
from shared.contracts.registry import decode
from shared.decision import Decision, Refusal, Timer
from shared.settings.benefits import Benefits
from tests.services.cases.samples import LIGITA, MONDAY, RULES, opened, person, service
from tests.services.memory import Memory, cause

TODAY, DAY = MONDAY.date(), timedelta(days=1)
GMI = Granted("gmi-pabalsts", TODAY, BenefitGrantor.MUNICIPALITY, TODAY + 90 * DAY, "sopa", "SD-2026/118", 13_700)
ERROR, MOVED = BenefitEndReason.ENTERED_IN_ERROR, BenefitEndReason.MOVED_AWAY


class Life:
    """One case, and what is written down in it."""

    def __init__(self) -> None:
        self.memory: Memory = service()
        self.case = opened(self.memory).id
        self.memory.facts.clear()
        self._acts = 0

    def record(self, granted: Granted = GMI, whose: str = "r1", at: datetime = MONDAY) -> UUID:
        why = self._cause(at)
        self.memory.take(
            [(Case, self.case)],
            lambda world: recording.record(
                world.get(Case, self.case), person(whose), granted, why, RULES.benefits
            ),
        )  # fmt: skip
        return recording.benefit_id(why)

    def correct(self, id: UUID, at: datetime = MONDAY, **changed) -> Decision:
        granted = Granted(**{name: getattr(GMI, name) for name in Granted.__slots__} | changed)
        why = self._cause(at)
        return self._change(id, lambda *seen: recording.correct(*seen, granted, why, RULES.benefits))

    def end(self, id: UUID, reason=MOVED, last_on: date | None = None, at: datetime = MONDAY) -> Decision:
        why = self._cause(at)
        return self._change(id, lambda *seen: recording.end(*seen, reason, last_on, why))

    def fire(self, timer: Timer) -> Decision:
        return self.memory.hear(TIMERS[timer.kind], timer, cause(f"{timer.key} {timer.due}", timer.due))

    def clock(self, id: UUID) -> Timer:
        (timer,) = recording.timers(self.one(id))
        return timer

    def one(self, id: UUID) -> Benefit:
        return self.memory.states[Benefit, id]

    def tasks(self) -> list[tuple[str, str, date]]:
        return [(task.kind.value, task.state.value, task.due_at) for task in self.memory.of(Task)]

    def _change(self, id: UUID, rule) -> Decision:
        def decide(world) -> Decision:
            seen = world.get(Benefit, id)
            return rule(world.get(Case, self.case), seen, world.get(Task, seen.task) if seen.task else None)

        return self.memory.take([(Case, self.case), (Benefit, id)], decide)

    def _cause(self, at: datetime):
        self._acts += 1
        return cause(f"act {self._acts}", at, by=str(LIGITA))


def changed(**of) -> Granted:
    return Granted(**{name: getattr(GMI, name) for name in Granted.__slots__} | of)


def test_a_benefit_is_written_down_and_no_fact_has_its_number_or_amount():
    life = Life()
    id = life.record()
    (fact,) = life.memory.facts
    told = fact.encode().decode()
    assert ("SD-2026" in told, "13700" in told) == (False, False)
    assert (life.one(id).decision, life.one(id).cents) == ("SD-2026/118", 13_700)


@pytest.mark.parametrize(
    ("granted", "whose", "code"),
    [
        (GMI, "stranger", "person-not-in-case"),
        (changed(what="zelta-medala"), "r1", "benefit-unknown"),
        (changed(what="atsevisku-izdevumu-pabalsts", first_on=date(2021, 6, 30)), "r1", "benefit-unknown"),
        (changed(system="excel"), "r1", "benefit-system-unknown"),
        (changed(last_on=TODAY - DAY), "r1", "benefit-days"),
        (changed(first_on=date(206, 3, 1)), "r1", "benefit-days"),
        (changed(first_on=date(2206, 3, 1), last_on=None), "r1", "benefit-days"),
        (changed(last_on=date.max), "r1", "benefit-days"),
        (changed(first_on=date.min), "r1", "benefit-days"),
    ],
)
def test_what_cannot_be_is_not_written_down(granted, whose, code):
    with pytest.raises(Refusal) as no:
        Life().record(granted, whose)
    assert no.value.code == code


def test_what_runs_out_soon_is_a_task_in_time_and_once():
    life = Life()
    id = life.record()
    clock = life.clock(id)
    assert clock.due == end_of(GMI.last_on) - 30 * DAY
    life.fire(clock), life.fire(clock)
    assert life.tasks() == [("benefit_renewal", "open", end_of(GMI.last_on))]
    assert [fact.type for fact in life.memory.facts].count("lv.tilts.cases.benefit-ends-soon.v1") == 1


@pytest.mark.parametrize(
    ("last_on", "told_at"),
    [(TODAY + 3 * DAY, MONDAY), (TODAY, MONDAY), (TODAY - DAY, None), (None, None)],
)
def test_what_ends_within_the_notice_is_told_at_once_and_what_is_over_or_has_no_end_never(last_on, told_at):
    life = Life()
    id = life.record(changed(first_on=TODAY - 9 * DAY, last_on=last_on))
    assert life.one(id).ends_soon_at == told_at


def test_another_end_ends_the_task_and_sets_the_clock_anew_and_the_same_again_changes_nothing():
    life = Life()
    id = life.record()
    old = life.clock(id)
    life.fire(old)
    life.correct(id, old.due, last_on=GMI.last_on + 90 * DAY)
    assert [state for _, state, _ in life.tasks()] == ["done"]
    assert life.clock(id).due == old.due + 90 * DAY
    before = len(life.memory.facts)
    life.fire(old)
    life.correct(id, old.due, last_on=GMI.last_on + 90 * DAY)
    assert len(life.memory.facts) == before


def test_a_correction_of_its_number_leaves_the_task_as_it_is():
    life = Life()
    id = life.record()
    life.fire(life.clock(id))
    life.correct(id, decision="SD-2026/119")
    assert (life.one(id).decision, life.one(id).ends_soon_at) == ("SD-2026/119", None)
    assert [state for _, state, _ in life.tasks()] == ["open"]


def test_an_end_ends_the_task_and_nothing_more_is_said_of_it():
    life = Life()
    id = life.record()
    life.fire(life.clock(id))
    life.end(id, at=MONDAY + 70 * DAY)
    assert (life.one(id).last_on, [state for _, state, _ in life.tasks()]) == (TODAY + 70 * DAY, ["done"])
    for attempt in (life.end, life.correct):
        with pytest.raises(Refusal) as no:
            attempt(id)
        assert no.value.code == "benefit-ended"


@pytest.mark.parametrize("last_on", [TODAY - DAY, GMI.last_on + DAY])
def test_it_ends_on_a_day_of_its_time(last_on):
    life = Life()
    id = life.record()
    with pytest.raises(Refusal) as no:
        life.end(id, last_on=last_on)
    assert no.value.code == "benefit-days"


@pytest.mark.parametrize(
    ("day", "ended", "state"),
    [
        (TODAY - DAY, None, BenefitState.PLANNED),
        (TODAY, None, BenefitState.IN_FORCE),
        (GMI.last_on, None, BenefitState.IN_FORCE),
        (GMI.last_on + DAY, None, BenefitState.OVER),
        (TODAY, ERROR, BenefitState.IN_ERROR),
        (TODAY + DAY, MOVED, BenefitState.OVER),
    ],
)
def test_where_a_benefit_stands_on_a_day(day, ended, state):
    life = Life()
    id = life.record()
    if ended:
        life.end(id, ended)
    assert life.one(id).state_on(day) is state


def test_own_facts_replayed_give_every_benefit_back_but_for_its_number_and_amount():
    life = Life()
    first, second = life.record(changed(decision=None, cents=None)), life.record(changed(decision=None, cents=None))
    life.fire(life.clock(first))
    life.correct(second, what="majokla-pabalsts", decision=None, cents=None)
    life.end(first, at=MONDAY + DAY)
    restored = Memory(RULES)
    for fact in life.memory.facts:
        if ".benefit-" in fact.type:
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(Benefit) == life.memory.of(Benefit)


def test_two_benefits_of_one_code_are_refused_at_the_start():
    kind = {
        "code": "gmi", "family": "municipal", "name": {"lv": "GMI", "en": "GMI"}, "valid_from": "2026-01-01",
        "source": "test",
    }  # fmt: skip
    with pytest.raises(ValueError, match="two benefits are called gmi"):
        Benefits.model_validate({"kind": [kind, kind]})
