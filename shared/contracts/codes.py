"""The code lists of the contracts: what is countable is a code, so that no core fact needs a word of free text.

Codes are additive: a new one is deployed to the readers first (the compatibility check says so), none is ever reused.
A code that a partner sends and we do not know becomes `other` (see `partner.codes`).
"""

from enum import StrEnum


class Channel(StrEnum):
    """Through which door a referral came."""

    KAFKA = "kafka"
    HTTP = "http"
    PHONE = "phone"
    WALK_IN = "walk_in"
    CSV = "csv"
    PORTAL = "portal"
    WEB = "web"


class ReferralKind(StrEnum):
    """What kind of report or request a referral (nosūtījums, ziņojums) is; the prefix says who usually sends it.

    An inquiry (jautājums) is a different thing: it opens no case and is answered at once.
    """

    POLICE_FAMILY_VIOLENCE = "police.family_violence"
    SCHOOL_ABSENCE = "school.absence"
    SCHOOL_REMOTE_LEARNING_CONCERN = "school.remote_learning_concern"
    SCHOOL_NEGLECT_SIGNS = "school.neglect_signs"
    KINDERGARTEN_ABSENCE = "kindergarten.absence"
    KINDERGARTEN_NEGLECT_SIGNS = "kindergarten.neglect_signs"
    HEALTH_DISCHARGE = "health.discharge"
    HEALTH_CONCERN = "health.concern"
    MUNICIPALITY_HANDOVER = "municipality.handover"
    MUNICIPALITY_REQUEST = "municipality.request"
    ORPHANS_COURT_REQUEST = "orphans_court.request"
    PROVIDER_REFERRAL = "provider.referral"
    NGO_REFERRAL = "ngo.referral"
    SERVICE_NEW_REQUEST = "service.new_request"
    SERVICE_CONTINUATION = "service.continuation"
    ASSISTANCE_APPLICATION = "assistance.application"
    CRISIS = "crisis"
    INQUIRY = "inquiry"
    SELF_REFERRAL = "self_referral"
    THIRD_PARTY_CONCERN = "third_party_concern"
    OTHER = "other"


class NeedCode(StrEnum):
    """What the person or family needs help with, and which group they belong to. Income is deliberately no part of it.

    A family that cannot solve its situation by itself may be well off.
    """

    FAMILY_CANNOT_SOLVE = "family_cannot_solve"
    CHILD_NEGLECT = "child_neglect"
    VIOLENCE_IN_FAMILY = "violence_in_family"
    VIOLENCE_OUTSIDE_FAMILY = "violence_outside_family"
    VIOLENCE_AMONG_PEERS = "violence_among_peers"
    CRISIS = "crisis"
    HOME_CARE = "home_care"
    ADDICTION_YOUTH = "addiction_youth"
    CHILD_SPECIAL_NEEDS = "child_special_needs"
    CARE_LEAVER = "care_leaver"
    REEMIGRANT = "reemigrant"
    DISABILITY = "disability"
    OLDER_AGE = "older_age"
    SHELTER = "shelter"
    OTHER = "other"


class Priority(StrEnum):
    """How fast somebody must act; the names are those of FHIR's request priority."""

    ROUTINE = "routine"
    URGENT = "urgent"
    ASAP = "asap"
    STAT = "stat"


class AgeBand(StrEnum):
    """The age of the person a referral is about, as coarse as statistics need it."""

    AGE_0_2 = "0-2"
    AGE_3_6 = "3-6"
    AGE_7_13 = "7-13"
    AGE_14_17 = "14-17"
    AGE_18_24 = "18-24"
    AGE_25_64 = "25-64"
    AGE_65_PLUS = "65+"
    UNKNOWN = "unknown"


class DeclineReason(StrEnum):
    """Why a referral is declined or a notice refused; who refused stays apart from who could not."""

    CLIENT_REFUSED = "client_refused"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    NOT_REACHABLE = "not_reachable"
    WRONG_JURISDICTION = "wrong_jurisdiction"
    DUPLICATE = "duplicate"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    OTHER = "other"


class ReferralDecision(StrEnum):
    """What intake decided about a referral."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    REDIRECTED = "redirected"


class PartnerKind(StrEnum):
    """What sort of institution a partner is; schools and kindergartens stay apart."""

    POLICE = "police"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    HOSPITAL = "hospital"
    ORPHANS_COURT = "orphans_court"
    MUNICIPALITY = "municipality"
    NGO = "ngo"
    PROVIDER = "provider"
    FOREIGN = "foreign"
    OTHER = "other"


class CaseOutcome(StrEnum):
    """How a case (gadījums) ended."""

    NEEDS_MET = "needs_met"
    NEEDS_PARTLY_MET = "needs_partly_met"
    NO_NEED_FOUND = "no_need_found"
    CLIENT_REFUSED = "client_refused"
    NOT_REACHABLE = "not_reachable"
    MOVED_AWAY = "moved_away"
    TRANSFERRED = "transferred"
    DUPLICATE = "duplicate"
    DIED = "died"
    OTHER = "other"


class VisitMode(StrEnum):
    """How a visit or contact takes place."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    ONLINE = "online"


class VisitOutcome(StrEnum):
    """What a completed visit (apsekošana) led to."""

    NO_CONCERN = "no_concern"
    SUPPORT_GIVEN = "support_given"
    FOLLOW_UP_NEEDED = "follow_up_needed"
    EMERGENCY_ACTION = "emergency_action"
    REFERRED_ON = "referred_on"
    OTHER = "other"


class VisitMissReason(StrEnum):
    """Why a planned visit did not take place."""

    CLIENT_ABSENT = "client_absent"
    CLIENT_REFUSED = "client_refused"
    WRONG_ADDRESS = "wrong_address"
    STAFF_ABSENT = "staff_absent"
    UNSAFE = "unsafe"
    OTHER = "other"


class VisitCancelReason(StrEnum):
    """Why a planned visit was called off before its time."""

    CLIENT_REQUEST = "client_request"
    STAFF_UNAVAILABLE = "staff_unavailable"
    RESCHEDULED = "rescheduled"
    CASE_CLOSED = "case_closed"
    OTHER = "other"


class StaffRole(StrEnum):
    """What a member of staff does in their unit."""

    INTAKE_WORKER = "intake_worker"
    SOCIAL_WORKER = "social_worker"
    FAMILY_ASSISTANT = "family_assistant"
    CARE_WORKER = "care_worker"
    PSYCHOLOGIST = "psychologist"
    SUPERVISOR = "supervisor"
    HEAD = "head"
    OTHER = "other"


class NoticeChannel(StrEnum):
    """How a notice reaches an agency."""

    PARTNER_TOPIC = "partner_topic"
    WEBHOOK = "webhook"
    EMAIL = "email"
    SMS = "sms"
    E_ADDRESS = "e_address"
    """The official electronic address (oficiālā elektroniskā adrese)."""
    PHONE_TASK = "phone_task"


class NoticeContent(StrEnum):
    """Whether a notice named the person, or only said that there is something to collect."""

    FULL = "full"
    CONTENT_FREE = "content_free"


class FieldSet(StrEnum):
    """Which fields about the person a notice may carry.

    Identity is names, personal code and date of birth; contact is names, address and phone.
    """

    NONE = "none"
    IDENTITY = "identity"
    CONTACT = "contact"
    IDENTITY_AND_CONTACT = "identity_and_contact"


class LegalBasis(StrEnum):
    """On which ground of the GDPR a disclosure stands; the rule that names it also names the national article."""

    LEGAL_DUTY = "legal_duty"
    PUBLIC_TASK = "public_task"
    VITAL_INTEREST = "vital_interest"
    CONSENT = "consent"


class NoticeWithdrawal(StrEnum):
    """Why a notice was taken back."""

    CASE_CLOSED = "case_closed"
    SENT_IN_ERROR = "sent_in_error"
    WRONG_AGENCY = "wrong_agency"
    SUPERSEDED = "superseded"
    OTHER = "other"


class AnswerCode(StrEnum):
    """Whether an agency takes on what a notice asks of it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class OutcomeCode(StrEnum):
    """What an agency says it did about a notice."""

    ACTION_TAKEN = "action_taken"
    IN_PROGRESS = "in_progress"
    NO_ACTION_NEEDED = "no_action_needed"
    PASSED_ON = "passed_on"
    OTHER = "other"


class EscalationLevel(StrEnum):
    """Who is told next when an agency stays silent."""

    DEPUTY = "deputy"
    HEAD = "head"
    PHONE_TASK = "phone_task"


class ParkReason(StrEnum):
    """Why a record was set aside instead of processed."""

    INVALID = "invalid"
    RULE = "rule"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_VERSION = "unknown_version"
    BEHIND = "behind"


class DiscardReason(StrEnum):
    """Why a parked record was given up: by an operator, or by itself when it was kept long enough (`expired`)."""

    DUPLICATE = "duplicate"
    OBSOLETE = "obsolete"
    TEST_RECORD = "test_record"
    HANDLED_BY_HAND = "handled_by_hand"
    EXPIRED = "expired"
    OTHER = "other"
