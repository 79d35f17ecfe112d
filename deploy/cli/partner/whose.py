"""Which partner of which municipality a command is about."""

from pathlib import Path

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.conformance.agreed import known_partner, rules_for
from services.intake.rules import MunicipalRules
from shared.settings import Settings
from shared.settings.municipality import Partner


def partner_of(settings: Settings, code: str) -> Partner:
    """The partner as configured. Raises Failure when the municipality has none of this code."""
    try:
        return known_partner(settings, code)
    except LookupError as error:
        raise Failure(Exit.USAGE, str(error)) from None


def rules_of(municipality: str | None, folder: Path | None, partner: str) -> MunicipalRules:
    """What intake would go by with this partner. Raises Failure when the municipality has no such partner."""
    settings = find_deployment(municipality, folder).settings
    partner_of(settings, partner)
    return rules_for(settings)
