"""What intake tells of feedback: answers to campaigns, moderators' verdicts, gifts. No words, nobody who answered."""

from typing import ClassVar

from shared.contracts.codes import Channel
from shared.contracts.fact import Fact
from shared.contracts.feedback_codes import CampaignKind, HideReason, LifeImproved, RespondentRole, Verdict
from shared.contracts.fields import AnswerId, CampaignCode, Instant, StaffId


class FeedbackFact(Fact):
    """What all facts about a campaign carry. One campaign is one key, so that "the first five" is the log's order."""

    publisher: ClassVar[str] = "intake"

    campaign: CampaignCode
    """The campaign, by its code."""
    answer: AnswerId
    """The answer: who gave it cannot be told from it."""


class SurveyAnswered(FeedbackFact, type="survey-answered", version=1, key="campaign", to=("reporting",)):
    """Somebody thanked a worker, or said whether life has improved."""

    kind: CampaignKind
    """What the campaign asks for."""
    role: RespondentRole
    """What the person is to the social service."""
    channel: Channel
    """Through which door the answer came."""
    answered_at: Instant
    """The instant that counts for the campaign's window."""
    life_improved: LifeImproved | None = None
    """Whether life has improved; none where that is not asked."""
    worker: StaffId | None = None
    """Who is thanked; none where nobody is."""


class ProposalReceived(FeedbackFact, type="proposal-received", version=1, key="campaign", to=("reporting",)):
    """A resident proposed something (priekšlikums). What, stays with intake, apart from everything about clients."""

    role: RespondentRole
    """What the person is to the social service."""
    channel: Channel
    """Through which door it came."""
    answered_at: Instant
    """The instant that counts for the campaign's window."""


class ModerationFact(FeedbackFact):
    """What all facts about a moderator's verdict carry."""

    verdict: Verdict
    """Whether it may be shown."""
    reason: HideReason | None = None
    """Why not; none when it may be shown."""
    by: StaffId | None = None
    """Who decided; none when the account is nobody's of the staff."""


class ThanksModerated(ModerationFact, type="thanks-moderated", version=1, key="campaign", to=("reporting",)):
    """Thanks to a worker may be shown, or are hidden; hidden ones still count as submitted."""

    worker: StaffId
    """Who is thanked."""


class ProposalModerated(ModerationFact, type="proposal-moderated", version=1, key="campaign", to=("reporting",)):
    """A proposal may be shown, or is hidden."""


class GiftCollected(FeedbackFact, type="gift-collected", version=1, key="campaign", to=("reporting",)):
    """One of the first answerers showed the claim code and has the gift (balva)."""

    by: StaffId | None = None
    """Who handed it over; none when the account is nobody's of the staff."""
