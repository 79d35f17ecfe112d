"""The code lists of assessments (izvērtējumi), plans (plāni) and recommendations (ieteikumi)."""

from enum import StrEnum


class RiskLevel(StrEnum):
    """How great the risk is, from the least on. A checklist proposes it; only a social worker makes it lower."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CRITICAL = "critical"


class AssessmentPlace(StrEnum):
    """Where an assessment was made."""

    HOME = "home"
    OFFICE = "office"
    SCHOOL = "school"
    INSTITUTION = "institution"
    PHONE = "phone"
    VIDEO = "video"
    OTHER = "other"


class ClientMark(StrEnum):
    """What the client did when an assessment was read to them."""

    SIGNED = "signed"
    AGREED_ORALLY = "agreed_orally"
    DECLINED = "declined"
    NOT_PRESENT = "not_present"


class PlanKind(StrEnum):
    """What a plan is for: social rehabilitation (sociālā rehabilitācija), or a young person's way out of care."""

    REHABILITATION = "rehabilitation"
    TRANSITION = "transition"


class PlanReturnReason(StrEnum):
    """Why a supervisor returns a plan."""

    GOALS_UNCLEAR = "goals_unclear"
    STEPS_MISSING = "steps_missing"
    DATES_UNREALISTIC = "dates_unrealistic"
    ASSESSMENT_MISSING = "assessment_missing"
    CLIENT_NOT_HEARD = "client_not_heard"
    OTHER = "other"


class ReviewOutcome(StrEnum):
    """What a review of a plan led to. A revised plan stays in force until its next edition is approved."""

    CONTINUED = "continued"
    REVISED = "revised"
    COMPLETED = "completed"
    STOPPED = "stopped"


class GoalArea(StrEnum):
    """What a goal of a plan is about."""

    SAFETY = "safety"
    PARENTING = "parenting"
    DAILY_ROUTINE = "daily_routine"
    BASIC_NEEDS = "basic_needs"
    HOUSING = "housing"
    HEALTH = "health"
    ADDICTION = "addiction"
    MENTAL_HEALTH = "mental_health"
    EDUCATION = "education"
    EMPLOYMENT = "employment"
    RELATIONS = "relations"
    INDEPENDENCE = "independence"
    OTHER = "other"


class MethodCode(StrEnum):
    """By which method (metode) a goal is worked on."""

    CASE_MANAGEMENT = "case_management"
    COUNSELLING = "counselling"
    MOTIVATIONAL_INTERVIEWING = "motivational_interviewing"
    CRISIS_INTERVENTION = "crisis_intervention"
    FAMILY_ASSISTANT = "family_assistant"
    FAMILY_GROUP_CONFERENCE = "family_group_conference"
    PARENTING_TRAINING = "parenting_training"
    PSYCHOSOCIAL_SUPPORT = "psychosocial_support"
    PSYCHOLOGIST = "psychologist"
    MENTORING = "mentoring"
    GROUP_WORK = "group_work"
    ART_THERAPY = "art_therapy"
    ADDICTION_PROGRAMME = "addiction_programme"
    VIOLENCE_PREVENTION_PROGRAMME = "violence_prevention_programme"
    OUTREACH = "outreach"
    NEW_METHOD = "new_method"
    """One that the service is trying out (aprobē); its name stands in the goal."""
    OTHER = "other"


class MeasureCode(StrEnum):
    """By what a goal is measured before and after. All but the first two are better the lower they are."""

    GOAL_ATTAINMENT = "goal_attainment"
    """From 0, nothing reached, to 10, wholly reached."""
    WELLBEING = "wellbeing"
    """From 0 to 10, as the client says."""
    CHECKLIST_SCORE = "checklist_score"
    ABSENCE_DAYS = "absence_days"
    """In a quarter."""
    INCIDENTS = "incidents"
    """Of violence, use or crisis, in a quarter."""


class StepBy(StrEnum):
    """Who takes a step of a plan."""

    STAFF = "staff"
    CLIENT = "client"
    PARTNER = "partner"


class NotDoneReason(StrEnum):
    """Why a step of a plan is not taken."""

    CLIENT_REFUSED = "client_refused"
    NOT_AVAILABLE = "not_available"
    NOT_NEEDED = "not_needed"
    CIRCUMSTANCES_CHANGED = "circumstances_changed"
    NO_TIME = "no_time"
    OTHER = "other"


class RecommendationCode(StrEnum):
    """What is recommended to a person or a family."""

    DAILY_ROUTINE = "daily_routine"
    SUPERVISION = "supervision"
    BASIC_NEEDS = "basic_needs"
    HOME_SAFETY = "home_safety"
    HEALTH_CHECK = "health_check"
    SCHOOL_CONTACT = "school_contact"
    PARENTING_COURSE = "parenting_course"
    PSYCHOLOGIST = "psychologist"
    ADDICTION_HELP = "addiction_help"
    LEGAL_HELP = "legal_help"
    SOCIAL_SERVICE = "social_service"
    OTHER = "other"


class RecommendationOutcome(StrEnum):
    """What became of a recommendation."""

    FOLLOWED = "followed"
    PARTLY_FOLLOWED = "partly_followed"
    NOT_FOLLOWED = "not_followed"
    NOT_NEEDED = "not_needed"
