"""What intake's facts say about answers to campaigns."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.feedback import GiftCollected, ModerationFact, ProposalReceived, SurveyAnswered
from shared.contracts.feedback_codes import CampaignKind


def answered(fact: SurveyAnswered, at: datetime) -> Iterator[Row]:
    yield Row("campaign_answer", fact.answer, {
        "campaign": fact.campaign, "kind": fact.kind, "role": fact.role, "channel": fact.channel,
        "answered_at": fact.answered_at, "life_improved": fact.life_improved, "worker": fact.worker,
    })  # fmt: skip


def proposed(fact: ProposalReceived, at: datetime) -> Iterator[Row]:
    yield Row("campaign_answer", fact.answer, {
        "campaign": fact.campaign, "kind": CampaignKind.PROPOSAL, "role": fact.role, "channel": fact.channel,
        "answered_at": fact.answered_at,
    })  # fmt: skip


def moderated(fact: ModerationFact, at: datetime) -> Iterator[Row]:
    """The reason of an earlier verdict stays in the row; it is told of hidden ones only."""
    yield Row("campaign_answer", fact.answer, {"verdict": fact.verdict, "reason": fact.reason})


def collected(fact: GiftCollected, at: datetime) -> Iterator[Row]:
    yield Row("campaign_answer", fact.answer, {"collected_at": at})
