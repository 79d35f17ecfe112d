"""What can be imported, and which service takes it."""

from collections.abc import Mapping
from functools import cache

from services.cases.bulk.kinds import kinds as of_cases
from services.intake.bulk.kinds import kinds as of_intake
from shared.bulk.kind import Kind

_OF = {"intake": of_intake, "cases": of_cases}
SERVICES = tuple(_OF)
"""The services that take files."""


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    return {name: kind for of in _OF.values() for name, kind in of().items()}


def service_of(kind: Kind) -> str:
    """The service that takes files of this kind."""
    return next(service for service, of in _OF.items() if kind.name in of())
