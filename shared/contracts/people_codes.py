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


class Language(StrEnum):
    """The languages in which people and offices are written to."""

    LV = "lv"
    EN = "en"
    LT = "lt"
    RU = "ru"


class ReminderChannel(StrEnum):
    """How a person wishes to be reminded of a visit or an answer that is waited for."""

    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    CALL = "call"
    """Somebody of the staff calls them."""
    NONE = "none"
    """They wish for no reminders."""


class ReminderWay(StrEnum):
    """How a person may be reminded at this moment: their wish, as far as safe contact leaves it."""

    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    CALL = "call"
    """By somebody who reads the rules of contact first; never by a machine."""
    NO_CONTACT = "no_contact"
    """By none of the ways we have: a worker must find one."""
    UNWANTED = "unwanted"
    """They wish for no reminders."""


class ReminderGround(StrEnum):
    """Why a person is reminded that way."""

    CHOSEN = "chosen"
    NOTHING_CHOSEN = "nothing_chosen"
    ADDRESS_UNKNOWN = "address_unknown"
    PERSON_UNKNOWN = "person_unknown"
    UNSAFE = "unsafe"
    """A rule of safe contact stands against the way that they chose, or only a person can mind it."""
    FORBIDDEN = "forbidden"
    """Rules of safe contact stand against every way."""


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
