"""The codes of what operators do with the channels of agencies. See `codes` for how they change."""

from enum import StrEnum


class ChannelReason(StrEnum):
    """Why a person paused a channel, put it on again, or had its notices sent another way or once more."""

    AGENCY_ASKED = "agency_asked"
    MAINTENANCE = "maintenance"
    UNREACHABLE = "unreachable"
    FAULT_MENDED = "fault_mended"
    ADDRESS_CHANGED = "address_changed"
    AGENCY_LOST_NOTICES = "agency_lost_notices"
    OTHER = "other"


class DrainedTo(StrEnum):
    """Where a channel's queue was taken."""

    NEXT_CHANNEL = "next_channel"
    PERSON = "person"
