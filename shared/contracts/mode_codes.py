"""The codes of the mode that a social service works in."""

from enum import StrEnum


class ServiceMode(StrEnum):
    """How the service works: as usual, or in an emergency (ārkārtējā situācija) by rules of its own."""

    NORMAL = "normal"
    EMERGENCY = "emergency"


class EmergencyReason(StrEnum):
    """Why a service works in emergency mode."""

    EPIDEMIC = "epidemic"
    NATURAL_DISASTER = "natural_disaster"
    UTILITY_FAILURE = "utility_failure"
    MASS_ARRIVAL = "mass_arrival"
    MILITARY_THREAT = "military_threat"
    EXERCISE = "exercise"
    OTHER = "other"
