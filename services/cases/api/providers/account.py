"""Who a provider is: the organisations of the catalogue that the configuration names for its account."""

from fastapi import Request

from services.cases.domain.providers.provider import NOBODY, Provider
from shared.http import actor_of, allow
from shared.runtime.desk import Desk
from shared.security import Role

PROVIDER = allow(Role.PROVIDER)
PROVIDER_WHO_READS = allow(Role.PROVIDER, personal_data=True)


def provider_of(desk: Desk, request: Request) -> Provider:
    """The provider who calls. What its token says is who it is; what is its own, the configuration says."""
    return desk.rules.providers.get(actor_of(request).partner, NOBODY)
