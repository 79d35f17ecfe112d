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


class FollowUpRole(StrEnum):
    """Who of us is asked to look after a notice; whoever sees the case may do it."""

    WORKER = "worker"
    DEPUTY = "deputy"
    HEAD = "head"


class FollowUpReason(StrEnum):
    """Why a person looks after a notice."""

    SILENT = "silent"
    """The agency has not said a word in time."""
    UNREACHABLE = "unreachable"
    """No channel has reached it."""
    BY_PHONE = "by_phone"
    """The agency is told by phone only."""
    UNDECIDED = "undecided"
    """It has seen the notice, and does not say whether it takes the matter on."""
    REFUSED = "refused"
    """It does not take the matter on: somebody decides who else should."""
    NO_OUTCOME = "no_outcome"
    """It took the matter on, and does not say what came of it."""
    WITHDRAWN = "withdrawn"
    """The notice was taken back, and the agency does not know it yet."""


class FollowUpResult(StrEnum):
    """What came of it."""

    TOLD = "told"
    """The agency was told by phone, and has not answered yet."""
    ANSWERED = "answered"
    """The agency answered on the phone."""
    SETTLED = "settled"
    """It was dealt with in another way."""
    AGENCY_SPOKE = "agency_spoke"
    """The agency said a word by itself."""
    TAKEN_BACK = "taken_back"
    """The notice was taken back."""
