"""The codes of consents: what was said, by whom, how, and on what a sharing stands."""

from enum import StrEnum


class ConsentAnswer(StrEnum):
    """What somebody said to the text that was read to them."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class ConsentMode(StrEnum):
    """How the text was read and answered."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class ConsentCapacity(StrEnum):
    """As what somebody spoke: for themselves, or for somebody whose representative (likumiskais pārstāvis) they are."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    TRUSTEE = "trustee"


class WithdrawalChannel(StrEnum):
    """How a consent was taken back; any way will do."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    LETTER = "letter"
    EMAIL = "email"
    PORTAL = "portal"
    OTHER = "other"


class ConsentVerdict(StrEnum):
    """Why something may be shared by consent, or may not."""

    ALLOWED = "allowed"
    NOBODY_ASKED = "nobody_asked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RAN_OUT = "ran_out"
    NOT_COVERED = "not_covered"
