"""What a partner abroad tells intake on `.referrals`: numbers, and nothing by which anybody could be known."""

from shared.contracts.fields import Count, Day
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import Reference
from shared.contracts.register_codes import CountNote, TargetGroup


class AggregateReported(EdgeMessage, type="aggregate-reported", version=1, key="reference", topic="referrals"):
    """How many there are of a group with you. For partners of the kind `foreign`, who send nothing else."""

    reference: Reference
    """Your own number for this figure; the receipt repeats it. It must say nothing of a person."""
    target_group: TargetGroup
    """Who was counted; a group we do not know is refused, since a number of `other` would mislead."""
    count: Count
    """How many there are. The same group and day once more is a correction."""
    counted_on: Day
    """The day for which the number holds: the last one, where it is of a period."""
    note: CountNote | None = None
    """What is to be known of the number."""
