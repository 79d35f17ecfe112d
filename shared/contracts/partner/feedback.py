"""What a portal tells intake on `.referrals` beside referrals: that somebody answered a campaign there."""

from shared.contracts.feedback_codes import LifeImproved, RespondentRole
from shared.contracts.fields import CampaignCode, Instant, StaffId
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import Reference
from shared.contracts.text import line, prose

VerifiedIdentity = line(100)
FeedbackText = prose(4_000)


class FeedbackSubmitted(EdgeMessage, type="feedback-submitted", version=1, key="reference", topic="referrals"):
    """Somebody answered a campaign (aptauja) in your portal. Only portals that the campaign names may send it."""

    reference: Reference
    """Your own number for this answer; the receipt repeats it. It must say nothing of a person."""
    campaign: CampaignCode
    """The campaign, by the code that our list of campaigns gives."""
    submitted_at: Instant
    """When the person sent it off in your portal; decides about the window where the campaign says so."""
    role: RespondentRole
    """What the person is to the social service."""
    identity: VerifiedIdentity | None = None
    """Who it is, as a bank link or an electronic signature has just proved: the same text for the same person each
    time, such as `PNOLV-161175-19997`. We keep a keyed digest of it and nothing else."""
    life_improved: LifeImproved | None = None
    """For a satisfaction survey: whether life has improved."""
    worker: StaffId | None = None
    """For thanks: the member of staff who is thanked."""
    text: FeedbackText | None = None
    """For thanks and proposals: what the person writes. Somebody of ours reads it before anybody else does."""
