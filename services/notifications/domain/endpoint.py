"""Where tries lead to: an agency by one of its channels, or the server that brings a channel to all agencies.

Each has a row of its own, so that a restart or a second replica knows what the first has learnt.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.notifications.domain.disclosure import CONTENT_FREE
from shared.contracts.agency_channel_codes import ChannelReason
from shared.contracts.agency_channels import (
    ChannelDisabled,
    ChannelDrained,
    ChannelEnabled,
    ChannelFact,
    ChannelPaused,
    ChannelResumed,
)
from shared.contracts.codes import NoticeChannel

SHARED = CONTENT_FREE
"""Channels that one server, or one folder, brings to all agencies: when it is away it is away for all of them."""


class Circuit(StrEnum):
    """Whether tries go through."""

    CLOSED = "closed"
    OPEN = "open"
    """It failed too often in a row: nothing is tried."""
    HALF_OPEN = "half_open"
    """One try is under way, to see."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One of them. `opened_at`, `until` and `last_success` are the machine's instants, as in a delivery."""

    id: str
    channel: NoticeChannel
    agency: str | None = None
    """None for what all agencies share."""
    circuit: Circuit = Circuit.CLOSED
    failed: tuple[UUID, ...] = ()
    """The notices whose tries failed since the last one that went well: several, or it may be the notice."""
    reopened: int = 0
    """How often a probe has failed since it opened."""
    opened_at: datetime | None = None
    until: datetime | None = None
    """The next probe may not begin earlier. While one is under way, it is the end of its lease."""
    probe: UUID | None = None
    """The notice that is tried, to see."""
    last_success: datetime | None = None
    paused_since: datetime | None = None
    reason: ChannelReason | None = None
    """Why a person paused it."""
    disabled_since: datetime | None = None
    """Since when the receiver says that there is nobody any more."""


def own_endpoint(agency: str, channel: NoticeChannel) -> Endpoint:
    """The agency's, before anything was tried."""
    return Endpoint(f"{agency}/{channel}", channel, agency)


def endpoint_behind(agency: str, channel: NoticeChannel) -> Endpoint:
    """The one that a try's failure tells of, before anything was tried."""
    return Endpoint(channel.value, channel) if channel in SHARED else own_endpoint(agency, channel)


def evolve(endpoint: Endpoint, fact: ChannelFact) -> Endpoint:
    """The endpoint after a fact about it."""
    match fact:
        case ChannelPaused():
            return replace(endpoint, paused_since=fact.at, reason=fact.reason)
        case ChannelResumed():
            return replace(endpoint, paused_since=None, reason=None)
        case ChannelDisabled():
            return replace(endpoint, disabled_since=fact.at)
        case ChannelEnabled():
            return Endpoint(
                endpoint.id, endpoint.channel, endpoint.agency, last_success=endpoint.last_success,
                paused_since=endpoint.paused_since, reason=endpoint.reason,
            )  # fmt: skip
        case ChannelDrained():
            return endpoint
    raise TypeError(f"{fact.type} is not a fact about a channel")
