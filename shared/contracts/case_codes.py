"""The code lists about the life of a case: how it is counted, its risk, its stages, who takes part, and its tasks."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What a task (uzdevums) asks for.

    `to_do` is what one colleague asks of another; every other kind comes from a rule, and ends by what it asks for.
    """

    TO_DO = "to_do"
    CONSENT_SIGNATURE = "consent_signature"
    PLAN_APPROVAL = "plan_approval"
    PLAN_REVIEW = "plan_review"
    CASE_RESUMPTION = "case_resumption"
    RECOMMENDATION_FOLLOW_UP = "recommendation_follow_up"
    CONFERENCE_FOLLOW_UP = "conference_follow_up"
    OUTREACH_RETRY = "outreach_retry"
    MISSED_CHECK_IN = "missed_check_in"
    SURVEY = "survey"
    SERVICE_DECISION = "service_decision"
    PLACE_ANSWER = "place_answer"
    WAITING_CHECK = "waiting_check"
    SERVICE_RENEWAL = "service_renewal"
    BENEFIT_RENEWAL = "benefit_renewal"


class CountedAs(StrEnum):
    """As what a case is counted: a family (ģimene) or an adult (pilngadīga persona). The two are never added up."""

    HOUSEHOLD = "household"
    ADULT = "adult"


class CaseStage(StrEnum):
    """The stages of work that a case is moved to, each by what is done or by hand."""

    ASSESSMENT = "assessment"
    PLAN_DRAFT = "plan_draft"
    PLAN_APPROVED = "plan_approved"
    SERVICES = "services"
    REVIEW = "review"


class RiskReason(StrEnum):
    """What makes the risk of a case what it is."""

    VIOLENCE = "violence"
    NEGLECT = "neglect"
    NO_SUPERVISION = "no_supervision"
    BASIC_NEEDS_UNMET = "basic_needs_unmet"
    UNSAFE_HOME = "unsafe_home"
    ADDICTION = "addiction"
    SELF_HARM = "self_harm"
    THREATS = "threats"
    HOMELESSNESS = "homelessness"
    ISOLATION = "isolation"
    HEALTH = "health"
    DEBTS = "debts"
    PROTECTED = "protected"
    """Somebody looks after them, or help has taken effect: the risk is lower than it seems."""
    OTHER = "other"


class RestReason(StrEnum):
    """Why the work on a case rests."""

    CLIENT_AWAY = "client_away"
    IN_HOSPITAL = "in_hospital"
    IN_CUSTODY = "in_custody"
    WAITS_FOR_AGENCY = "waits_for_agency"
    CLIENT_REQUEST = "client_request"
    OTHER = "other"


class ClosureReturnReason(StrEnum):
    """Why a supervisor returns the wish to close a case."""

    NEED_REMAINS = "need_remains"
    RISK_REMAINS = "risk_remains"
    REVIEW_MISSING = "review_missing"
    RECORDS_INCOMPLETE = "records_incomplete"
    WRONG_OUTCOME = "wrong_outcome"
    OTHER = "other"


class ReopenReason(StrEnum):
    """Why a closed case is worked on again."""

    NEED_RETURNED = "need_returned"
    NEW_REPORT = "new_report"
    CLOSED_IN_ERROR = "closed_in_error"
    CLIENT_RETURNED = "client_returned"
    COMPLAINT_UPHELD = "complaint_upheld"
    OTHER = "other"


class ParticipantRole(StrEnum):
    """What somebody is in a case. It gives no right to see anything, except to a colleague."""

    CHILD = "child"
    ADULT = "adult"
    PARENT = "parent"
    GUARDIAN = "guardian"
    CAREGIVER = "caregiver"
    RELATIVE = "relative"
    SUPPORT_PERSON = "support_person"
    PROFESSIONAL = "professional"
    """Of another agency."""
    COLLEAGUE = "colleague"
    """A member of our staff who works on the case beside whoever has it."""


class CasePart(StrEnum):
    """A part of a case, as a grant for somebody of another agency names it. Staff who see a case see all of it."""

    SUMMARY = "summary"
    ASSESSMENTS = "assessments"
    PLAN = "plan"
    VISITS = "visits"
    CONTACTS = "contacts"
    CONSENTS = "consents"
    DOCUMENTS = "documents"
    TASKS = "tasks"
    TIMELINE = "timeline"


class GrantReason(StrEnum):
    """Why somebody of another agency is let into a case."""

    TREATMENT = "treatment"
    EDUCATION = "education"
    CHILD_PROTECTION = "child_protection"
    LEGAL_AID = "legal_aid"
    SERVICE_PROVISION = "service_provision"
    CONFERENCE = "conference"
    OTHER = "other"


class TargetGroup(StrEnum):
    """A group (mērķgrupa) that the municipality plans for; a case may belong to several."""

    CHILD_SPECIAL_NEEDS = "child_special_needs"
    CARE_LEAVERS = "care_leavers"
    YOUTH_ADDICTION = "youth_addiction"
    VIOLENCE_IN_FAMILY = "violence_in_family"
    VIOLENCE_AMONG_PEERS = "violence_among_peers"
    DISABILITY = "disability"
    CHILDREN = "children"
    YOUTH = "youth"
    OLDER_PEOPLE = "older_people"
