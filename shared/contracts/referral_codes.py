"""The code lists of a referral's life, apart from those that every service speaks. See `codes` for how they change."""

from enum import StrEnum


class ReferralState(StrEnum):
    """Where a referral stands; each has its counterpart in FHIR's Task.status."""

    RECEIVED = "received"
    NEEDS_INFO = "needs_info"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class TriageReason(StrEnum):
    """Why a person gave a referral another class or clock than the rules did."""

    HIGHER_RISK = "higher_risk"
    LOWER_RISK = "lower_risk"
    NEW_INFORMATION = "new_information"
    RULE_DOES_NOT_FIT = "rule_does_not_fit"
    OTHER = "other"


class InformationCode(StrEnum):
    """What is missing before a referral can be decided."""

    IDENTITY = "identity"
    ADDRESS = "address"
    CONTACT = "contact"
    WHAT_HAPPENED = "what_happened"
    NEEDS = "needs"
    CONSENT = "consent"
    DOCUMENTS = "documents"
    OTHER = "other"


class WithdrawalReason(StrEnum):
    """Why a partner takes its referral back."""

    SENT_IN_ERROR = "sent_in_error"
    NO_LONGER_NEEDED = "no_longer_needed"
    PERSON_REFUSED = "person_refused"
    DUPLICATE = "duplicate"
    OTHER = "other"


class InquiryAnswer(StrEnum):
    """How an inquiry (jautājums) was answered; what was said stays between the people who spoke."""

    INFORMATION_GIVEN = "information_given"
    APPLICATION_ADVISED = "application_advised"
    DIRECTED_ELSEWHERE = "directed_elsewhere"
    OTHER = "other"


class HelpFamily(StrEnum):
    """Social services (sociālie pakalpojumi), which cases are about; or social assistance (sociālā palīdzība)."""

    SERVICES = "services"
    ASSISTANCE = "assistance"


class ReferralRelation(StrEnum):
    """What two referrals have to do with each other."""

    SAME_MATTER = "same_matter"
    SAME_HOUSEHOLD = "same_household"
    FOLLOWS = "follows"
    OTHER = "other"


class ReporterIdentity(StrEnum):
    """How a reporter (ziņotājs) wants their identity to be treated."""

    NAMED = "named"
    PROTECTED = "protected"
    ANONYMOUS = "anonymous"


class ReporterRelation(StrEnum):
    """What a reporter is to the person; `self` when it is the person who asks, and then nobody else reports."""

    SELF = "self"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    PROFESSIONAL = "professional"
    OTHER = "other"


class AnswerWish(StrEnum):
    """Whether and how a reporter wants to hear from us; online is by the number and code they were given."""

    NONE = "none"
    PHONE = "phone"
    ONLINE = "online"
    OTHER = "other"


class CallOutcome(StrEnum):
    """What came of a call to the phone desk, or of somebody who walked in."""

    REGISTERED = "registered"
    INFORMATION_GIVEN = "information_given"
    EMERGENCY_CALLED = "emergency_called"
    PASSED_ON = "passed_on"
    BROKEN_OFF = "broken_off"
    OTHER = "other"


class ReferralOutcome(StrEnum):
    """How a referral ended: as its case did; an inquiry answered, an application for a benefit forwarded."""

    NEEDS_MET = "needs_met"
    NEEDS_PARTLY_MET = "needs_partly_met"
    NO_NEED_FOUND = "no_need_found"
    CLIENT_REFUSED = "client_refused"
    NOT_REACHABLE = "not_reachable"
    MOVED_AWAY = "moved_away"
    TRANSFERRED = "transferred"
    DUPLICATE = "duplicate"
    DIED = "died"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    OTHER = "other"
