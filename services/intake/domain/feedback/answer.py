"""An answer to a campaign: what is kept of it, and how each fact changes it. Who gave it is nowhere."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.contracts.codes import Channel
from shared.contracts.fact import Fact
from shared.contracts.feedback import (
    GiftCollected,
    ProposalModerated,
    ProposalReceived,
    SurveyAnswered,
    ThanksModerated,
)
from shared.contracts.feedback_codes import CampaignKind, HideReason, LifeImproved, RespondentRole, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Its words are kept apart, in AnswerText."""

    id: UUID
    campaign: str
    kind: CampaignKind
    place: int
    """Its place among the campaign's answers in the order of the log, from 1 on."""
    role: RespondentRole
    channel: Channel
    answered_at: datetime
    life_improved: LifeImproved | None = None
    worker: UUID | None = None
    verdict: Verdict | None = None
    """None while no moderator has read it, and where there is nothing to read."""
    reason: HideReason | None = None
    claim_shown: bool = False
    """Whether the claim code of its gift was asked for."""
    collected: bool = False
    """Whether the gift was handed over."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What somebody wrote, word for word, under the answer's id. Intake alone has it."""

    id: UUID
    text: str


def begun(fact: SurveyAnswered | ProposalReceived, place: int) -> Answer:
    """The answer that a fact tells of, at its place in the log."""
    told = {
        "id": fact.answer, "campaign": fact.campaign, "place": place, "role": fact.role, "channel": fact.channel,
        "answered_at": fact.answered_at,
    }  # fmt: skip
    if isinstance(fact, ProposalReceived):
        return Answer(**told, kind=CampaignKind.PROPOSAL)
    return Answer(**told, kind=fact.kind, life_improved=fact.life_improved, worker=fact.worker)


def evolve(answer: Answer, fact: Fact) -> Answer:
    """The answer after a later fact about it."""
    match fact:
        case ThanksModerated() | ProposalModerated():
            changed = {"verdict": fact.verdict, "reason": fact.reason}
        case GiftCollected():
            changed = {"collected": True}
        case _:
            raise TypeError(f"{fact.type} is not a fact about an answer")
    return replace(answer, version=answer.version + 1, **changed)
