"""The code lists of feedback (atgriezeniskā saite): campaigns, who answers them, and what becomes of an answer."""

from enum import StrEnum


class CampaignKind(StrEnum):
    """What a campaign (aptauja) asks for."""

    THANKS = "thanks"
    SATISFACTION = "satisfaction"
    PROPOSAL = "proposal"


class RespondentRole(StrEnum):
    """What somebody who answers is to the social service."""

    CLIENT = "client"
    RELATIVE = "relative"
    NGO = "ngo"
    PARTNER = "partner"
    RESIDENT = "resident"


class LifeImproved(StrEnum):
    """Whether life has improved by what the social service did."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Verdict(StrEnum):
    """What a moderator decided about a text before anybody saw it."""

    APPROVED = "approved"
    HIDDEN = "hidden"


class HideReason(StrEnum):
    """Why a text is not shown. The answer still counts as submitted."""

    NAMES_SOMEBODY = "names_somebody"
    OFFENSIVE = "offensive"
    NOT_THE_SUBJECT = "not_the_subject"
    OTHER = "other"


class AnswerRefusal(StrEnum):
    """When an answer came that a campaign did not take for its time."""

    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
