"""The code lists about people: households, what they are to each other, how they may be reached, what looks odd."""

from enum import StrEnum


class HouseholdRole(StrEnum):
    """What somebody is in a household (mājsaimniecība)."""

    ADULT = "adult"
    PARENT = "parent"
    CHILD = "child"
    GRANDPARENT = "grandparent"
    GUARDIAN = "guardian"
    OTHER = "other"


class RelationshipKind(StrEnum):
    """What somebody is to another person. It gives no right to see anything."""

    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    SPOUSE = "spouse"
    PARTNER = "partner"
    FORMER_PARTNER = "former_partner"
    GRANDPARENT = "grandparent"
    RELATIVE = "relative"
    GUARDIAN = "guardian"
    CAREGIVER = "caregiver"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


class ContactChannel(StrEnum):
    """How a person may be reached."""

    HOME_PHONE = "home_phone"
    MOBILE_PHONE = "mobile_phone"
    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    POST = "post"
    HOME_VISIT = "home_visit"
    AT_WORK = "at_work"
    AT_SCHOOL = "at_school"


class LinkReason(StrEnum):
    """Why a person decided that two entries mean the same human being, or that they do not."""

    SAME_DOCUMENT = "same_document"
    CONFIRMED_BY_PERSON = "confirmed_by_person"
    CONFIRMED_BY_AUTHORITY = "confirmed_by_authority"
    OTHER_DOCUMENT = "other_document"
    ENTERED_BY_MISTAKE = "entered_by_mistake"
    NAMESAKE = "namesake"
    OTHER = "other"


class Oddity(StrEnum):
    """What looks odd about a referral that is taken all the same, for somebody to look at."""

    PERSONAL_CODE_CHECKSUM = "personal_code_checksum"
    PERSONAL_CODE_DATE = "personal_code_date"
