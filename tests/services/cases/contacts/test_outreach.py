"""A campaign's list is fixed at its start: nobody is lost and nobody stands there twice, whatever is tried when."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.case import Case
from services.cases.domain.contacts import contact, outreach
from services.cases.domain.contacts.contact import Contact, Said
from services.cases.domain.contacts.outreach import Filter, Outreach, Target, TargetState
from services.cases.domain.tasks.task import Task
from services.cases.handlers import REPLAYED
from shared.contracts import contacts as told
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import ContactKind, OutreachResult
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, person, service
from tests.services.memory import Memory, cause

UNIT = person("unit")
HOUR = timedelta(hours=1)
TRIES = st.tuples(st.integers(0, 3), st.sampled_from(OutreachResult))


def begun(cases: int = 4) -> tuple[Memory, Outreach]:
    """Ligita begins a campaign over a few cases."""
    memory = service()
    ids = [opened(memory, f"r{n}").id for n in range(cases)]
    memory.facts.clear()
    return memory, start(memory, ids)


def start(memory: Memory, cases: list[UUID]) -> Outreach:
    why = cause("campaign", MONDAY, by=str(LIGITA))
    memory.take([(Outreach, outreach.outreach_id(why))], lambda _: outreach.start(Filter(UNIT), cases, why))
    return memory.of(Outreach)[-1]


def attempt(memory: Memory, nth: int, result: OutreachResult, next_try=None, at=MONDAY + HOUR, name="try") -> Target:
    target = memory.of(Target)[nth % len(memory.of(Target))]
    why = cause(f"{name} {target.id}", at, by=str(MARTA))
    said = Said(ContactKind.OUTREACH, VisitMode.PHONE, 3, reached=result is OutreachResult.REACHED)
    campaign = (Outreach, target.outreach)
    refs = [campaign, (Target, target.id), (Case, target.case_id), *outreach.retry(target)]
    memory.take(
        [*refs, (Contact, contact.contact_id(why))],
        lambda world: outreach.attempt(
            world, world.get(*campaign), target, result, next_try, said, why, RULES.calendar
        ),
    )  # fmt: skip
    return memory.states[Target, target.id]


def end(memory: Memory) -> None:
    (campaign,) = memory.of(Outreach)
    waiting = [target for target in memory.of(Target) if target.next_try_at]
    refs = [ref for one in waiting for ref in ((Target, one.id), (Case, one.case_id), *outreach.retry(one))]
    why = cause("end", MONDAY + 9 * HOUR)
    ref = (Outreach, campaign.id)
    memory.take([ref, *refs], lambda world: outreach.end(world, world.get(*ref), waiting, why))


@pytest.mark.parametrize("cases", [1, 100, 101, 250])
def test_the_list_names_every_case_that_fits_once_however_often_it_was_found(cases):
    ids = [person(f"case {n}") for n in range(cases)]
    memory = service()
    campaign = start(memory, ids + ids[:7])
    listed = [case for fact in memory.facts if isinstance(fact, told.OutreachListed) for case in fact.cases]
    assert (sorted(listed), campaign.cases) == (sorted(ids), cases)
    assert sorted(target.case_id for target in memory.of(Target)) == sorted(ids)


@pytest.mark.parametrize(
    ("cases", "code"), [([], "outreach-fits-nobody"), ([UUID(int=n) for n in range(5001)], "outreach-too-large")]
)
def test_a_list_that_cannot_be_worked_off_is_refused(cases, code):
    with pytest.raises(Refusal, match=code):
        start(service(), cases)


def test_a_case_opened_later_is_not_on_the_list():
    memory, campaign = begun()
    later = opened(memory, "later")
    assert outreach.target_id(campaign.id, later.id) not in {target.id for target in memory.of(Target)}


def test_whoever_is_reached_is_a_contact_of_the_campaign_and_is_tried_no_more():
    memory, campaign = begun()
    assert attempt(memory, 0, OutreachResult.REACHED).state is TargetState.REACHED
    (one,) = memory.of(Contact)
    assert (one.outreach, one.reached, one.kind) == (campaign.id, True, "outreach")
    with pytest.raises(Refusal, match="outreach-reached"):
        attempt(memory, 0, OutreachResult.NOT_REACHED, name="once more")


def test_who_is_to_be_tried_again_is_a_task_until_somebody_tries():
    memory, _ = begun()
    attempt(memory, 0, OutreachResult.TRY_AGAIN, MONDAY + 5 * HOUR)
    (asked,) = memory.of(Task)
    assert (asked.kind, asked.due_at, asked.state) == ("outreach_retry", MONDAY + 5 * HOUR, "open")
    tried = attempt(memory, 0, OutreachResult.NOT_REACHED, at=MONDAY + 4 * HOUR, name="second")
    assert (tried.tries, tried.next_try_at, memory.of(Task)[0].state) == (2, None, "done")


@pytest.mark.parametrize(
    ("result", "next_try"),
    [
        (OutreachResult.TRY_AGAIN, None),
        (OutreachResult.TRY_AGAIN, MONDAY),
        (OutreachResult.REACHED, MONDAY + 5 * HOUR),
        (OutreachResult.NOT_REACHED, MONDAY + 5 * HOUR),
    ],
)
def test_only_what_is_tried_again_has_a_next_time_and_that_lies_ahead(result, next_try):
    memory, _ = begun()
    with pytest.raises(Refusal, match="outreach-next-try"):
        attempt(memory, 0, result, next_try)


def test_at_the_end_nobody_has_to_try_again_and_nothing_is_tried():
    memory, _ = begun()
    attempt(memory, 0, OutreachResult.TRY_AGAIN, MONDAY + 5 * HOUR)
    end(memory)
    assert [task.state for task in memory.of(Task)] == ["done"]
    with pytest.raises(Refusal, match="outreach-over"):
        attempt(memory, 1, OutreachResult.REACHED)
    with pytest.raises(Refusal, match="outreach-over"):
        end(memory)


def test_two_who_try_at_once_do_not_both_count():
    memory, _ = begun()
    seen = memory.of(Target)[0]
    attempt(memory, 0, OutreachResult.NOT_REACHED)
    refs = [(Target, seen.id)]
    with pytest.raises(Refusal, match="outreach-tried-meanwhile"):
        memory.take(refs, lambda world: outreach.must_be_as_seen(world, [seen]))


@given(st.lists(TRIES, max_size=12))
def test_whatever_is_tried_each_case_is_counted_once_and_the_log_gives_all_back(tries):
    memory, campaign = begun()
    for number, (nth, result) in enumerate(tries):
        next_try = MONDAY + timedelta(days=1, hours=number) if result is OutreachResult.TRY_AGAIN else None
        try:
            attempt(memory, nth, result, next_try, at=MONDAY + number * HOUR, name=f"try {number}")
        except Refusal as no:
            assert no.code == "outreach-reached"
    assert len(memory.of(Target)) == len({target.case_id for target in memory.of(Target)}) == campaign.cases
    reached = {fact.case for fact in memory.facts if isinstance(fact, told.OutreachTried) and fact.result == "reached"}
    assert {target.case_id for target in memory.of(Target) if target.state is TargetState.REACHED} == reached
    open_tasks = sum(task.state == "open" for task in memory.of(Task))
    assert open_tasks == sum(target.state is TargetState.TRY_AGAIN for target in memory.of(Target))
    restored = Memory(RULES, everywhere=memory.everywhere)
    for fact in memory.facts:
        if fact.type.startswith("lv.tilts.cases.outreach"):
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    for kind in (Outreach, Target):
        assert restored.of(kind) == memory.of(kind)
