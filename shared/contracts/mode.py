"""What cases tells the other services of the mode that the social service works in."""

from shared.contracts.cases import EVERYBODY, CasesFact
from shared.contracts.fields import Instant, MunicipalityCode, PeriodId, StaffId
from shared.contracts.mode_codes import EmergencyReason, ServiceMode


class EmergencyModePlanned(CasesFact, type="emergency-mode-planned", version=1, key="municipality", to=("reporting",)):
    """Somebody decided from when until when the service works in emergency mode, or moved its end."""

    municipality: MunicipalityCode
    """Whose social service."""
    period: PeriodId
    """The period of emergency."""
    reason: EmergencyReason
    """Why."""
    from_at: Instant
    """When it begins."""
    until_at: Instant | None = None
    """When it ends; none while nobody has said. The same as its beginning when it was called off."""
    planned_at: Instant
    """When it was first decided."""
    by: StaffId | None = None
    """Who decided it."""


class EmergencyModeSwitched(CasesFact, type="emergency-mode-switched", version=1, key="municipality", to=EVERYBODY):
    """From this instant on the service works in another mode."""

    municipality: MunicipalityCode
    """Whose social service."""
    mode: ServiceMode
    """The mode that begins."""
    at: Instant
    """Since when."""
    period: PeriodId
    """The period of emergency that begins or ends."""
    reason: EmergencyReason
    """Why there is that period."""
