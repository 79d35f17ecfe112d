"""Codes of the catalogue: who provides a service, what it is, for whom, and how a place can be entered."""

from enum import StrEnum


class ProviderKind(StrEnum):
    """Who provides a service (pakalpojuma sniedzējs)."""

    MUNICIPALITY = "municipality"
    ANOTHER_MUNICIPALITY = "another_municipality"
    NGO = "ngo"
    SOCIAL_ENTERPRISE = "social_enterprise"
    COMPANY = "company"
    STATE = "state"


class ServiceStatus(StrEnum):
    """Where a service stands; HSDS writes the last one with a blank."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily_closed"


class ServiceKind(StrEnum):
    """What a service is."""

    FAMILY_ASSISTANT = "family_assistant"
    PSYCHOLOGIST = "psychologist"
    SAND_PLAY_THERAPY = "sand_play_therapy"
    GROUP_APARTMENT = "group_apartment"
    DAY_CENTRE = "day_centre"
    SOCIAL_HOUSING = "social_housing"
    ADULT_CARE_HOME = "adult_care_home"
    CHILD_CRISIS_CARE = "child_crisis_care"
    NIGHT_SHELTER = "night_shelter"
    ADDICTION_PREVENTION = "addiction_prevention"
    HOME_CARE = "home_care"
    MOBILE_CARE = "mobile_care"
    WORKSHOP = "workshop"
    MATERIAL_AID = "material_aid"
    CAMP = "camp"
    GROUP_ACTIVITY = "group_activity"
    COUNSELLING = "counselling"
    OTHER = "other"


class ServiceGroup(StrEnum):
    """For whom a service is (mērķgrupa). Those that a case may belong to are named as `TargetGroup` names them."""

    CHILDREN = "children"
    YOUTH = "youth"
    FAMILIES = "families"
    CHILD_SPECIAL_NEEDS = "child_special_needs"
    CARE_LEAVERS = "care_leavers"
    YOUTH_ADDICTION = "youth_addiction"
    ADDICTION = "addiction"
    VIOLENCE_IN_FAMILY = "violence_in_family"
    VIOLENCE_AMONG_PEERS = "violence_among_peers"
    DISABILITY = "disability"
    MENTAL_DISORDER = "mental_disorder"
    OLDER_PEOPLE = "older_people"
    HOMELESS = "homeless"
    REEMIGRANTS = "reemigrants"
    LOW_INCOME = "low_income"


class Accessibility(StrEnum):
    """How a place can be entered and used (vides pieejamība)."""

    WHEELCHAIR = "wheelchair"
    LIFT = "lift"
    ACCESSIBLE_TOILET = "accessible_toilet"
    PARKING = "parking"
    INDUCTION_LOOP = "induction_loop"
    TACTILE_SIGNS = "tactile_signs"
    COMES_TO_YOU = "comes_to_you"


class CapacityPart(StrEnum):
    """What a place needs three of: somewhere, somebody, and the place itself."""

    ROOMS = "rooms"
    STAFF = "staff"
    PLACES = "places"
