"""Which partner of which municipality a command is about."""

from pathlib import Path

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.conformance.agreed import rules_for
from services.intake.rules import MunicipalRules


def rules_of(municipality: str | None, folder: Path | None, partner: str) -> MunicipalRules:
    """What intake would go by with this partner. Raises Failure when the municipality has no such partner."""
    try:
        return rules_for(find_deployment(municipality, folder).settings, partner)
    except LookupError as error:
        raise Failure(Exit.USAGE, str(error)) from None
