"""What notifications tells of the ways to an agency: paused and put on by people, gone, emptied, gone through again."""

from typing import ClassVar

from shared.contracts.agency_channel_codes import ChannelReason, DrainedTo
from shared.contracts.codes import NoticeChannel
from shared.contracts.fact import Fact
from shared.contracts.fields import Count, Flag, Instant, PartnerCode, StaffId

_TOLD = ("reporting",)


class AgencyFact(Fact):
    """What all of them carry."""

    publisher: ClassVar[str] = "notifications"

    agency: PartnerCode
    """Whose notices it is about."""
    at: Instant
    """When."""
    by: StaffId | None = None
    """Who decided it; none when an operator did, or nobody had to."""


class ChannelFact(AgencyFact):
    """What all facts about one channel of an agency carry."""

    channel: NoticeChannel
    """Which of its channels."""


class ChannelPaused(ChannelFact, type="channel-paused", version=1, key="agency", to=_TOLD):
    """Nothing goes to the agency by this channel until a person resumes it."""

    reason: ChannelReason
    """Why."""


class ChannelResumed(ChannelFact, type="channel-resumed", version=1, key="agency", to=_TOLD):
    """A channel that was paused is used again."""

    reason: ChannelReason
    """Why."""


class ChannelDisabled(ChannelFact, type="channel-disabled", version=1, key="agency", to=_TOLD):
    """The receiver said that there is nobody any more: nothing goes there until a person enables it."""


class ChannelEnabled(ChannelFact, type="channel-enabled", version=1, key="agency", to=_TOLD):
    """A person says that a channel is to be tried again: one that was disabled, or failed too often."""

    reason: ChannelReason
    """Why."""


class ChannelDrained(ChannelFact, type="channel-drained", version=1, key="agency", to=_TOLD):
    """What waited for a channel was taken to the agency's next one, or to a person."""

    reason: ChannelReason
    """Why."""
    drained_to: DrainedTo
    """Where it was taken."""
    notices: Count
    """How many waited."""


class NoticesReplayed(AgencyFact, type="notices-replayed", version=1, key="agency", to=_TOLD):
    """Notices that the agency had been sent are brought once more."""

    reason: ChannelReason
    """Why."""
    notices: Count
    """How many."""
    unanswered: Flag
    """Whether only those without a word of the agency."""
    sent_from: Instant | None = None
    """Those that were issued then or later."""
    sent_until: Instant | None = None
    """Those that were issued before then."""
