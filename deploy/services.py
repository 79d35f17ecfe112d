"""The services there are: the one list that serving, migrating, operating and verifying go by."""

from collections.abc import Sequence

from services.cases.app import DEFINITION as CASES
from services.intake.app import DEFINITION as INTAKE
from services.notifications.app import DEFINITION as NOTIFICATIONS
from services.reporting.app import DEFINITION as REPORTING
from shared.runtime.definition import Definition

DEFINITIONS = {definition.name: definition for definition in (INTAKE, CASES, NOTIFICATIONS, REPORTING)}


def chosen(names: Sequence[str]) -> list[Definition]:
    """The services of these names; all of them when none is given. Raises LookupError for a name that is none."""
    unknown = [name for name in names if name not in DEFINITIONS]
    if unknown:
        raise LookupError(f"{unknown[0]} is no service; there are {', '.join(DEFINITIONS)}")
    return [DEFINITIONS[name] for name in names or DEFINITIONS]
