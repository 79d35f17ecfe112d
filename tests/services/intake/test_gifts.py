"""The first answers in the log's order get a gift, the same ones after every rebuild; a code collects it, once."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.feedback import gifts, moderation
from services.intake.domain.feedback.answer import Answer
from services.intake.handlers.feedback import REPLAYED
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.intake.feedback_samples import THANKS, answered, of, thanks
from tests.services.intake.samples import MONDAY, RULES
from tests.services.memory import Memory, cause

PALDIES = RULES.campaigns[THANKS]


def seven() -> list[Answer]:
    memory = Memory(RULES)
    for person in range(7):
        answered(memory, thanks(of(person)))
    return memory.of(Answer)


def test_the_first_five_win():
    assert [gifts.wins(answer, PALDIES) for answer in seven()] == [True] * 5 + [False] * 2


def test_codes_are_readable_all_different_and_no_two_kinds_alike():
    codes = [gifts.receipt_number(answer, RULES) for answer in seven()]
    codes += [gifts.claim_code(THANKS, answer.id, RULES) for answer in seven()]
    assert len(set(codes)) == 14
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code) for code in codes)


def test_the_claim_code_is_shown_once_to_whoever_has_the_receipt():
    first = seven()[0]
    typed = gifts.receipt_number(first, RULES).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    (shown,) = gifts.show_claim(first, PALDIES, typed, RULES).states
    with pytest.raises(Refusal, match="claim-code-shown"):
        gifts.show_claim(shown, PALDIES, typed, RULES)


@pytest.mark.parametrize(
    ("place", "receipt", "code"),
    [(0, "AAAAA-AAAAA", "receipt-unknown"), (0, "ķļņ", "receipt-unknown"), (0, "", "receipt-unknown"),
     (5, None, "no-gift")],
)  # fmt: skip
def test_nobody_else_is_shown_one(place, receipt, code):
    answer = seven()[place]
    with pytest.raises(Refusal, match=code):
        gifts.show_claim(answer, PALDIES, gifts.receipt_number(answer, RULES) if receipt is None else receipt, RULES)


def test_a_code_finds_its_winner_and_is_good_once():
    answers = seven()
    ids = [answer.id for answer in answers[:5]]
    found = gifts.winner(ids, THANKS, gifts.claim_code(THANKS, ids[3], RULES), RULES)
    assert found == ids[3]
    (collected,) = gifts.collect(answers[3], cause("collect", MONDAY)).states
    with pytest.raises(Refusal, match="gift-collected"):
        gifts.collect(collected, cause("again", MONDAY))
    with pytest.raises(Refusal, match="claim-code-unknown"):
        gifts.winner(ids, THANKS, gifts.claim_code(THANKS, answers[5].id, RULES), RULES)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["answer", "approve", "hide", "collect"])), max_size=40))
def test_replayed_facts_give_the_same_answers_at_the_same_places(steps):
    memory = Memory(RULES)
    for index, (person, what) in enumerate(steps):
        known = memory.of(Answer)
        why = cause(f"step {index}", MONDAY)
        try:
            if what == "answer":
                answered(memory, thanks(of(person)))
            elif known:
                answer = known[person % len(known)]
                rule = {
                    "approve": lambda a=answer, w=why: moderation.moderate(a, None, w),
                    "hide": lambda a=answer, w=why: moderation.moderate(a, "offensive", w),
                    "collect": lambda a=answer, w=why: gifts.collect(a, w),
                }[what]
                memory.take([(Answer, answer.id)], lambda world, rule=rule: rule())
        except Refusal:
            continue
    rebuilt = Memory(RULES)
    for fact in memory.facts:
        rebuilt.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert sorted(rebuilt.of(Answer), key=lambda a: a.place) == sorted(memory.of(Answer), key=lambda a: a.place)
