"""The configured campaigns, and who may be thanked, in the domain's terms."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from services.intake.domain.feedback.campaign import Campaign
from shared.settings import Settings
from shared.settings import campaigns as configured
from shared.settings.municipality import staff_id


def campaigns(settings: Settings) -> Mapping[str, Campaign]:
    """By code, in the order in which they are written."""
    return MappingProxyType({code: _campaign(code, campaign) for code, campaign in settings.campaigns.items()})


def workers(settings: Settings) -> frozenset[UUID]:
    slug = settings.municipality.slug
    return frozenset(staff_id(slug, one.code) for unit in settings.units.values() for one in unit.staff)


def _campaign(code: str, written: configured.Campaign) -> Campaign:
    return Campaign(
        id=code,
        kind=written.kind,
        title=MappingProxyType(written.title.model_dump()),
        opens=written.opens,
        closes=written.closes,
        counts_submitted=written.counts == "submitted",
        respondents=frozenset(written.respondents),
        verified_identity=written.verified_identity,
        once_per_person=written.once_per_person,
        gifts=written.gifts,
        portals=frozenset(written.portals),
    )
