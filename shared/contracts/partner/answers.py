"""`.answers`: what a partner answers to notices."""

from shared.contracts.codes import AnswerCode
from shared.contracts.fields import NoticeId
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.codes import PartnerDeclineReason, PartnerOutcomeCode


class NoticeAcknowledged(EdgeMessage, type="notice-acknowledged", version=1, key="notice", topic="answers"):
    """You have seen the notice. Your system may send this by itself as soon as the notice is in somebody's list."""

    notice: NoticeId
    """The notice."""


class NoticeAnswered(EdgeMessage, type="notice-answered", version=1, key="notice", topic="answers"):
    """You say whether you take the matter on, and later perhaps what you did. It also counts as acknowledgement."""

    notice: NoticeId
    """The notice."""
    answer: AnswerCode
    """Whether you take the matter on."""
    reason: PartnerDeclineReason | None = None
    """Why not, when you refuse; a code we do not know is taken as `other`."""
    outcome: PartnerOutcomeCode | None = None
    """What you did, once you know; a code we do not know is taken as `other`."""
