"""What intake answers a portal on `.receipts` about answers to campaigns. No personal data."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.contracts.fields import AnswerId, CampaignCode, Flag, Instant
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import MessageId, Reference

ReceiptNumber = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$"),
    Field(title="ReceiptNumber", examples=["7K3M9-QZTAB"]),
]


class FeedbackRegistered(EdgeMessage, type="feedback-registered", version=1, key="reference", topic="receipts"):
    """The answer counts. Show the person the receipt; with it they ask for the claim code of a gift."""

    message: MessageId
    """The id (`ce_id`) of the message that brought it."""
    reference: Reference
    """Your reference."""
    campaign: CampaignCode
    """The campaign."""
    answer: AnswerId
    """The answer; a second one of the same person with the same content gets the first one's."""
    receipt: ReceiptNumber
    """The receipt number, for the person and for nobody else."""
    gift: Flag
    """Whether it was among the first, who get a gift."""
    received_at: Instant
    """When it reached us."""
