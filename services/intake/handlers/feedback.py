"""What intake does about each fact and message of feedback: the part of the table that campaigns have."""

from collections.abc import Iterable

from services.intake.domain.feedback import answering, window
from services.intake.domain.feedback.answer import Answer, begun, evolve
from services.intake.domain.feedback.answering import Submission
from services.intake.domain.feedback.campaign import AnswerSeries, FeedbackRules
from shared.contracts import feedback
from shared.contracts.feedback import FeedbackFact, ProposalReceived, SurveyAnswered
from shared.contracts.partner import FeedbackSubmitted
from shared.decision import Cause, Decision, Handler, Ref, Refusal, World


def _by_portal(said: FeedbackSubmitted, cause: Cause) -> Submission:
    return Submission(
        said.campaign, said.role, cause.partner, said.reference, said.identity, said.submitted_at, said.life_improved,
        said.worker, said.text,
    )  # fmt: skip


def _refs(said: FeedbackSubmitted, cause: Cause, rules: FeedbackRules) -> Iterable[Ref]:
    return *answering.refs(_by_portal(said, cause), cause, rules), *window.refs(said.campaign)


def _heard(world: World, said: FeedbackSubmitted, cause: Cause, rules: FeedbackRules) -> Decision:
    try:
        return answering.answer(world, _by_portal(said, cause), cause, rules)
    except Refusal as refusal:
        why = window.outside(refusal)
        if why is None:
            raise
        return window.counted(world, said.campaign, why) + window.rejected(refusal, said.reference, cause)


MESSAGES = {FeedbackSubmitted.type: Handler(_refs, _heard)}


def _replay_answered(
    world: World, fact: SurveyAnswered | ProposalReceived, cause: Cause, rules: FeedbackRules
) -> Decision:
    series = (world.get(AnswerSeries, fact.campaign) or AnswerSeries(fact.campaign)).next()
    return Decision((series, begun(fact, series.last)))


def _own_answer(fact: FeedbackFact, cause: Cause, rules: FeedbackRules) -> Iterable[Ref]:
    return [(Answer, fact.answer)]


def _replay_later(world: World, fact: FeedbackFact, cause: Cause, rules: FeedbackRules) -> Decision:
    return Decision((evolve(world.get(Answer, fact.answer), fact),))


REPLAYED = {
    **{
        fact.type: Handler(
            lambda fact, cause, rules: [(AnswerSeries, fact.campaign), (Answer, fact.answer)], _replay_answered
        )
        for fact in (SurveyAnswered, ProposalReceived)
    },
    **{
        fact.type: Handler(_own_answer, _replay_later)
        for fact in (feedback.ThanksModerated, feedback.ProposalModerated, feedback.GiftCollected)
    },
}
"""For rebuilding answers from the log: facts of a campaign come in its order, so that the first are the same again.

What was written, the counts of refused answers, and whether a claim code was shown are in no fact.
"""
