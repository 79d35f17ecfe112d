"""What intake answers on `.receipts` about figures from abroad."""

from shared.contracts.fields import Day, Instant
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import MessageId, Reference
from shared.contracts.register_codes import TargetGroup


class AggregateRegistered(EdgeMessage, type="aggregate-registered", version=1, key="reference", topic="receipts"):
    """Your figure stands."""

    message: MessageId
    """The id (`ce_id`) of the message that brought it."""
    reference: Reference
    """Your reference."""
    target_group: TargetGroup
    """Who was counted."""
    counted_on: Day
    """The day for which the number holds."""
    received_at: Instant
    """When it reached us."""
