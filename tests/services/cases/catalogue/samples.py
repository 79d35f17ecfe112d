"""Services of nobody in particular, and what the files of the sample municipalities say."""

from dataclasses import replace
from functools import cache
from uuid import UUID

from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.words import NOTHING, Words
from services.cases.rules.catalogue import catalogue
from shared.contracts.catalogue_codes import ServiceKind, ServiceStatus
from shared.settings import Settings
from tests.services.cases.samples import MONDAY


def service(**changed) -> Service:
    """A service for everybody, at any time."""
    known = Service(
        UUID(int=1), UUID(int=2), "paraugs", Words("Paraugs"), NOTHING, ServiceKind.OTHER, ServiceStatus.ACTIVE, MONDAY
    )
    return replace(known, **changed)


@cache
def of(slug: str) -> tuple:
    """The catalogue of a municipality."""
    return catalogue(Settings.load(slug, {}))


def the(slug: str, code: str) -> Service:
    return next(one for one in of(slug) if isinstance(one, Service) and one.code == code)
