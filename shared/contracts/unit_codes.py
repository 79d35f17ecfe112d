"""Codes of units and staff: what kind of institution a unit is, and why somebody is away."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit of the social service is."""

    ADMINISTRATION = "administration"
    SOCIAL_WORK = "social_work"
    INTAKE_DESK = "intake_desk"
    HOME_CARE = "home_care"
    DAY_CENTRE = "day_centre"
    FAMILY_SUPPORT_CENTRE = "family_support_centre"
    CRISIS_CENTRE = "crisis_centre"
    SHELTER = "shelter"
    CHILD_CARE_HOME = "child_care_home"
    YOUTH_HOME = "youth_home"
    GROUP_HOME = "group_home"
    ADULT_CARE_HOME = "adult_care_home"
    REHABILITATION = "rehabilitation"
    OTHER = "other"


class AbsenceReason(StrEnum):
    """Why a member of staff is away. It stays with cases: that somebody is ill is nobody else's matter."""

    VACATION = "vacation"
    SICKNESS = "sickness"
    CARE_OF_CHILD = "care_of_child"
    PARENTAL_LEAVE = "parental_leave"
    TRAINING = "training"
    BUSINESS_TRIP = "business_trip"
    UNPAID_LEAVE = "unpaid_leave"
    OTHER = "other"


class TeamEventKind(StrEnum):
    """What a team did for its own wellbeing."""

    CREATIVE_WORKSHOP = "creative_workshop"
    THEATRE = "theatre"
    MUSIC = "music"
    SPORT = "sport"
    EXCURSION = "excursion"
    GROUP_SUPERVISION = "group_supervision"
    OTHER = "other"
