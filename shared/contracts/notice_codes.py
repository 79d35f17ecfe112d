"""The codes of what staff do with notices."""

from enum import StrEnum


class AddingReason(StrEnum):
    """Why a person had an agency told that no rule named."""

    AGENCY_INVOLVED = "agency_involved"
    AGENCY_ASKED = "agency_asked"
    CIRCUMSTANCES_CHANGED = "circumstances_changed"
    AGREED_IN_CONFERENCE = "agreed_in_conference"
    OTHER = "other"


class ResendReason(StrEnum):
    """Why a notice is brought once more."""

    NOT_RECEIVED = "not_received"
    DETAILS_CORRECTED = "details_corrected"
    ADDRESS_CORRECTED = "address_corrected"
    OTHER = "other"
