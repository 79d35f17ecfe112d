"""What the municipality's dated configuration says of loads, in terms of the arithmetic."""

from collections.abc import Collection, Mapping
from typing import Protocol

from shared.contracts.codes import NeedCode, Priority, StaffRole
from shared.contracts.plan_codes import RiskLevel


class Weights(Protocol):
    """What an open case weighs, in points."""

    code: str
    case: int
    priority: Mapping[Priority, int]
    needs: Mapping[NeedCode, int]
    children: int
    risk: Mapping[RiskLevel, int]
    half_hour_away: int
    session: int
    by_sessions: Collection[StaffRole]
    full: int


class Strain(Protocol):
    """From when on work may make somebody ill; shares and loads in percent."""

    code: str
    load: int
    after_hours: int
    violence: int
    least: int
    reasons: int
