"""Asking for what is missing stops the clock, and what comes lets it run on with the rest of its time."""

import pytest

from services.intake.domain import clock, decide, inquire, inquiry
from services.intake.domain.supplement import Supplement
from services.intake.handlers import TIMERS
from shared.contracts import intake, partner
from shared.contracts.codes import DeclineReason
from shared.contracts.referral_codes import InformationCode, InquiryAnswer, ReferralOutcome, ReferralState
from shared.decision import Timer
from tests.services.intake.life import INESE, act, by_inese, corrects, only, supplies
from tests.services.intake.samples import RULES, registered, riga
from tests.services.memory import Memory, cause

WEDNESDAY, FRIDAY = riga("2026-03-18 10:00"), riga("2026-03-20 10:00")
DUE = riga("2026-03-23 17:00")


@pytest.fixture
def memory() -> Memory:
    memory = Memory(RULES)
    registered(memory)
    return memory


def ask(memory, at=WEDNESDAY, *missing):
    wanted = missing or (InformationCode.ADDRESS,)
    return act(memory, lambda referral: inquire.ask(referral, wanted, by_inese(at), RULES))


def run_out(memory, due):
    timer = Timer(clock.KIND, str(only(memory).id), due)
    return memory.hear(TIMERS[clock.KIND], timer, cause(f"timer {due}", due, "timer")).facts


def test_asking_says_what_is_missing_to_the_partner_and_how_much_of_the_clock_is_left(memory):
    decision = ask(memory)
    (fact,), (reply,) = decision.facts, decision.replies
    # Seven hours of Wednesday, and three whole days: Thursday, Friday, Monday.
    assert (fact.left, fact.by) == (7 * 60 + 3 * 510, INESE)
    assert isinstance(reply.message, partner.InformationAsked)
    assert reply.message.asked == (InformationCode.ADDRESS,)
    assert only(memory).state is ReferralState.NEEDS_INFO


def test_a_clock_that_stands_still_is_not_missed(memory):
    ask(memory)
    assert run_out(memory, DUE) == ()


@pytest.mark.parametrize("comes", [supplies, corrects], ids=["information", "a correction"])
def test_what_comes_lets_the_clock_run_on_with_the_rest_of_its_time(memory, comes):
    ask(memory)
    decision = comes(memory, at=FRIDAY)
    # Asked for two days of office time, so due two working days later than it was.
    assert (only(memory).state, only(memory).decide_by) == (ReferralState.RECEIVED, riga("2026-03-25 17:00"))
    assert [timer.due for timer in decision.timers] == [only(memory).decide_by]
    assert (only(memory).asked, only(memory).clock_left) == ((), None)


def test_after_it_went_on_only_the_later_deadline_counts(memory):
    ask(memory)
    supplies(memory, at=FRIDAY)
    assert run_out(memory, DUE) == ()
    (missed,) = run_out(memory, only(memory).decide_by)
    assert isinstance(missed, intake.ReferralClockMissed)


def test_a_clock_in_hours_runs_day_and_night_and_so_does_its_rest():
    memory = Memory(RULES)
    registered(memory, at=riga("2026-03-21 23:00"), kind="school.neglect_signs", needs=["child_neglect"])
    (fact,) = ask(memory, riga("2026-03-22 01:00")).facts
    assert fact.left == 120
    supplies(memory, at=riga("2026-03-22 06:00"))
    assert only(memory).decide_by == riga("2026-03-22 08:00")


def test_a_clock_that_had_run_out_before_is_not_missed_twice(memory):
    run_out(memory, DUE)
    ask(memory, riga("2026-03-24 10:00"))
    decision = supplies(memory, at=riga("2026-03-25 10:00"))
    assert (decision.timers, only(memory).decide_by, only(memory).state) == ((), DUE, ReferralState.RECEIVED)


def test_what_is_added_unasked_changes_no_clock(memory):
    (fact,) = supplies(memory).facts
    assert (fact.due_at, only(memory).decide_by) == (None, DUE)


def test_staff_write_down_what_came_by_phone(memory):
    ask(memory)
    decision = act(memory, lambda r: inquire.take_down(r, "Zvanīja mamma.", by_inese(FRIDAY), RULES))
    assert (decision.facts[0].by, decision.replies) == (INESE, ())
    (kept,) = memory.of(Supplement)
    assert (kept.act, kept.said) == ("supply", {"narrative": "Zvanīja mamma."})


def test_what_nobody_supplies_can_be_declined(memory):
    ask(memory)
    reason = DeclineReason.INSUFFICIENT_INFORMATION
    act(memory, lambda referral: decide.decline(referral, reason, by_inese(FRIDAY)))
    assert (only(memory).state, only(memory).reason) == (ReferralState.DECLINED, reason)


def test_an_inquiry_is_answered_at_once_and_concluded_without_a_case():
    memory = Memory(RULES)
    # No partner's inquiry is agreed in the sample; a school's is.
    registered(memory, kind="inquiry")
    decision = act(memory, lambda seen: inquiry.answer(seen, InquiryAnswer.INFORMATION_GIVEN, by_inese()))
    answered = intake.InquiryAnswered(referral=only(memory).id, answer="information_given", by=INESE)
    assert decision.facts == (answered,)
    assert decision.replies[0].message.outcome is ReferralOutcome.ANSWERED
    assert (only(memory).state, only(memory).case_id) == (ReferralState.COMPLETED, None)
