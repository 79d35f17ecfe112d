"""The code lists of a partner's standing: whether it has access, and why not. See `codes` for how they change."""

from enum import StrEnum


class PartnerState(StrEnum):
    """Whether a partner (sadarbības partneris) has access."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REMOVED = "removed"


class SuspensionReason(StrEnum):
    """Why a partner has no access for now."""

    CREDENTIALS_LEAKED = "credentials_leaked"
    MISUSE = "misuse"
    TECHNICAL_FAULT = "technical_fault"
    AGREEMENT_ENDED = "agreement_ended"
    ITS_OWN_WISH = "its_own_wish"
    OTHER = "other"


class RemovalReason(StrEnum):
    """Why a partner has no access for good."""

    AGREEMENT_ENDED = "agreement_ended"
    MERGED = "merged"
    MISUSE = "misuse"
    ADDED_IN_ERROR = "added_in_error"
    OTHER = "other"
