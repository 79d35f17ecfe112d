"""Who may answer what, once; of what comes too early or too late a number stays."""

from dataclasses import asdict

import pytest

from services.intake.domain.feedback.answer import Answer, AnswerText
from services.intake.domain.feedback.answering import by_resident
from services.intake.domain.feedback.campaign import AnswerSeries, RefusedAnswers
from services.intake.domain.feedback.moderation import moderate
from services.intake.handlers.feedback import REPLAYED
from shared.contracts.codes import Channel
from shared.contracts.feedback import ProposalReceived, SurveyAnswered
from shared.contracts.partner import FeedbackRegistered, MessageRejected
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.intake.feedback_samples import (
    CLOSES,
    IDENTITY,
    IN_NOVEMBER_2026,
    IN_OCTOBER,
    MARTA,
    PROPOSALS,
    SATISFACTION,
    THANKS,
    WORDS,
    answered,
    of,
    thanks,
    told,
)
from tests.services.intake.samples import MONDAY, RULES, SCHOOL, riga
from tests.services.memory import Memory, cause

CHANGED = {"role": "client", "worker": None, "text": None}


@pytest.fixture
def memory() -> Memory:
    return Memory(RULES)


def test_thanks_become_a_fact_without_words_and_without_the_person(memory):
    (fact,) = answered(memory, thanks()).facts
    (answer,) = memory.of(Answer)
    assert fact == SurveyAnswered(
        campaign=THANKS, answer=answer.id, kind="thanks", role="relative", channel=Channel.HTTP,
        answered_at=IN_OCTOBER, worker=MARTA,
    )  # fmt: skip
    assert [text.text for text in memory.of(AnswerText)] == [WORDS]
    kept = str([asdict(state) for state in memory.states.values()]) + fact.encode().decode()
    assert "161175" not in kept and "19997" not in kept


@pytest.mark.parametrize(
    ("campaign", "changed", "fact"),
    [
        (SATISFACTION, CHANGED | {"life_improved": "partly"}, SurveyAnswered),
        (PROPOSALS, CHANGED | {"text": "Vairāk soliņu parkā."}, ProposalReceived),
    ],
)
def test_a_survey_and_a_proposal_are_facts_of_their_own(memory, campaign, changed, fact):
    decision = answered(memory, thanks(campaign=campaign, **changed), IN_NOVEMBER_2026)
    assert [type(one) for one in decision.facts] == [fact]


@pytest.mark.parametrize(
    ("changed", "at", "code"),
    [
        ({"campaign": "nekad"}, IN_OCTOBER, "campaign-unknown"),
        ({}, riga("2025-10-09 23:59:59"), "campaign-not-open-yet"),
        ({}, riga("2025-11-01 00:00:00"), "campaign-closed"),
        ({"identity": None}, IN_OCTOBER, "identity-not-verified"),
        ({"partner": SCHOOL}, IN_OCTOBER, "portal-not-trusted"),
        ({"text": None}, IN_OCTOBER, "answer-does-not-fit"),
        ({"life_improved": "yes"}, IN_OCTOBER, "answer-does-not-fit"),
        ({"worker": MONDAY}, IN_OCTOBER, "worker-unknown"),
        ({"campaign": SATISFACTION, "role": "ngo"}, IN_NOVEMBER_2026, "respondent-not-asked"),
    ],
)
def test_what_a_campaign_does_not_take_is_refused_and_leaves_nothing(memory, changed, at, code):
    with pytest.raises(Refusal) as refused:
        answered(memory, thanks(**changed), at)
    assert refused.value.code == code
    assert memory.states == {}


def test_the_refusal_says_when_it_opens_or_closed_by_the_clock_of_riga(memory):
    for at, said in (("2025-10-09 12:00", "2025-10-10 00:00:00+03:00"), ("2025-11-01 12:00", "2025-10-31 23:59:59+02")):
        with pytest.raises(Refusal) as refused:
            answered(memory, thanks(), riga(at))
        assert said in refused.value.detail


def test_only_a_portal_says_who_answers_and_when():
    for changed in ({"identity": IDENTITY}, {"identity": None, "submitted_at": IN_OCTOBER}):
        with pytest.raises(Refusal, match="portal-not-trusted"):
            by_resident(thanks(**changed), IDENTITY)
    assert by_resident(thanks(None), IDENTITY).identity == IDENTITY


@pytest.mark.parametrize("identity", [IDENTITY, "161175-19997", "16117519997", " pnolv-161175-19997 "])
def test_the_same_person_answers_once_however_their_identity_is_written(memory, identity):
    answered(memory, thanks())
    again = answered(memory, thanks(identity), CLOSES)
    assert (again.facts, len(memory.of(Answer))) == ((), 1)
    with pytest.raises(Refusal, match="already-answered"):
        answered(memory, thanks(identity, text="Tomēr nē."))


def test_the_same_answer_sent_again_after_the_end_is_still_the_first_one(memory):
    answered(memory, thanks())
    assert answered(memory, thanks(), riga("2025-12-24 10:00")).facts == ()


def test_another_person_and_another_campaign_are_other_answers(memory):
    answered(memory, thanks())
    answered(memory, thanks(of(2)))
    answered(memory, thanks(campaign=SATISFACTION, life_improved="yes", **CHANGED), IN_NOVEMBER_2026)
    assert len({answer.id for answer in memory.of(Answer)}) == 3
    assert [(series.id, series.last) for series in memory.of(AnswerSeries)] == [(THANKS, 2), (SATISFACTION, 1)]


def test_proposals_of_people_who_do_not_sign_in_are_all_taken(memory):
    for name in ("first", "second"):
        answered(memory, thanks(None, campaign=PROPOSALS, worker=None), IN_NOVEMBER_2026, name)
    assert [answer.place for answer in memory.of(Answer)] == [1, 2]


def test_a_portal_s_message_gets_its_receipt_and_counts_from_when_it_was_sent_off(memory):
    late = told(memory, riga("2025-11-02 08:00"), submitted_at=CLOSES)
    (fact,), (reply,) = late.facts, late.replies
    assert (fact.answered_at, fact.channel) == (CLOSES, Channel.PORTAL)
    assert isinstance(reply.message, FeedbackRegistered)
    assert (reply.partner, reply.message.reference, reply.message.gift) == ("epakalpojumi", "EPAK-1", True)


def test_two_doors_are_one_door(memory):
    answered(memory, thanks(role="client"))
    again = told(memory, IN_OCTOBER)
    assert again.facts == ()
    assert again.replies[0].message.answer == memory.of(Answer)[0].id


@pytest.mark.parametrize(
    ("submitted", "why", "code"),
    [
        ("2025-10-09 23:59:59", "too_early", "campaign-not-open-yet"),
        ("2025-11-01 00:00:00", "too_late", "campaign-closed"),
    ],
)
def test_of_a_portal_s_answer_outside_the_window_a_number_stays_and_it_hears_why(memory, submitted, why, code):
    for message in ("p1", "p2"):
        decision = told(memory, riga("2025-11-05 10:00"), message, submitted_at=riga(submitted))
    assert list(memory.states.values()) == [RefusedAnswers(f"{THANKS}/{why}", 2)]
    (reply,) = decision.replies
    assert isinstance(reply.message, MessageRejected)
    assert reply.message.problem.type == f"/problems/{code}"
    assert decision.facts == ()


def test_after_a_rebuild_the_same_person_is_known_and_their_words_come_back(memory):
    answered(memory, thanks())
    answered(memory, thanks(of(2)))
    rebuilt = Memory(RULES)
    for fact in memory.facts:
        rebuilt.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert (rebuilt.of(Answer), rebuilt.of(AnswerSeries)) == (memory.of(Answer), memory.of(AnswerSeries))
    assert rebuilt.of(AnswerText) == []
    assert answered(rebuilt, thanks()).facts == ()
    assert [text.text for text in rebuilt.of(AnswerText)] == [WORDS]


def test_words_that_come_back_after_a_rebuild_are_read_again_before_they_are_shown(memory):
    answered(memory, thanks())
    (answer,) = memory.of(Answer)
    memory.take([(Answer, answer.id)], lambda _: moderate(answer, None, cause("approve", MONDAY)))
    rebuilt = Memory(RULES)
    for fact in memory.facts:
        rebuilt.hear(REPLAYED[fact.type], fact, cause("restore", MONDAY))
    assert [answer.verdict for answer in rebuilt.of(Answer)] == ["approved"]
    answered(rebuilt, thanks(text="Pavisam kas cits."))
    assert [answer.verdict for answer in rebuilt.of(Answer)] == [None]
