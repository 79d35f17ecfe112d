"""The catalogue, the first capacities and the providers of the municipality's file, in the domain's terms."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from uuid import UUID

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.catalogue.configured import Entry
from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.organization import Organization
from services.cases.domain.catalogue.schedule import Schedule, Weekday
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.catalogue.words import Words
from services.cases.domain.providers.provider import Provider
from shared.calendar import RIGA
from shared.settings import Settings
from shared.settings import catalogue as configured
from shared.settings.municipality import unit_id
from shared.settings.section import Label

_NEVER = datetime(1970, 1, 1, tzinfo=RIGA)
"""When something changed is said when it is brought in."""


def catalogue(settings: Settings) -> tuple[Entry, ...]:
    """Everything the file says: organisations, places, services, and last what is offered where."""
    slug, file = settings.municipality.slug, settings.catalogue
    organizations = (
        Organization(
            configured.organization_id(slug, one.code), one.code, _words(one.name), _words(one.short), one.kind,
            _NEVER, unit_id(slug, one.unit) if one.unit else None, str(one.website) if one.website else None,
            one.phone, one.source,
        )
        for one in file.provider
    )  # fmt: skip
    places = (
        Location(
            configured.location_id(slug, one.code), one.code, _words(one.name), _NEVER, one.address, one.city,
            one.postal_code, one.atvk, one.restricted, one.accessibility, one.source, one.latitude, one.longitude,
        )
        for one in file.place
    )  # fmt: skip
    return (*organizations, *places, *_services(slug, file), *_offers(slug, file))


def capacities(settings: Settings) -> tuple[Capacity, ...]:
    """What the file says of each service at each place, from the beginning of a day on; nothing of some."""
    slug, file = settings.municipality.slug, settings.catalogue
    return tuple(
        Capacity(
            configured.offer_id(slug, service.code, at.place), configured.service_id(slug, service.code),
            tuple(
                Said(one.part, one.count, one.serves, datetime.combine(one.from_day, time.min, RIGA), _NEVER)
                for one in at.capacity
            ),
        )
        for service in file.service
        for at in service.at
    )  # fmt: skip


def providers(settings: Settings) -> Mapping[str, Provider]:
    """Partners that provide services of the catalogue, by their code."""
    slug = settings.municipality.slug
    return {
        code: Provider(one.kind, tuple(configured.organization_id(slug, each) for each in one.provides))
        for code, one in settings.partners.items()
        if one.provides
    }


def sensitive_offers(settings: Settings) -> frozenset[UUID]:
    """The services at places of which few are told who has to do with them."""
    slug = settings.municipality.slug
    return frozenset(
        configured.offer_id(slug, service.code, at.place)
        for service in settings.catalogue.service
        if service.sensitive
        for at in service.at
    )


def _services(slug: str, file: configured.Catalogue) -> Iterator[Service]:
    for one in file.service:
        same = {
            name: getattr(one, name)
            for name in (
                "code", "kind", "status", "groups", "minimum_age", "maximum_age", "languages", "funding", "levels",
                "valid_from", "valid_until", "sensitive", "low_threshold", "source",
            )
        }  # fmt: skip
        yield Service(
            configured.service_id(slug, one.code), configured.organization_id(slug, one.provider),
            name=_words(one.name), short=_words(one.short), apply=_words(one.apply), changed_at=_NEVER,
            schedules=_schedules(one.opens), **same,
        )  # fmt: skip


def _offers(slug: str, file: configured.Catalogue) -> Iterator[ServiceAtLocation]:
    for service in file.service:
        for at in service.at:
            yield ServiceAtLocation(
                configured.offer_id(slug, service.code, at.place), configured.service_id(slug, service.code),
                configured.location_id(slug, at.place), _NEVER, _schedules(at.opens), at.active, at.role,
            )  # fmt: skip


def _schedules(opens: tuple[configured.Opening, ...]) -> tuple[Schedule, ...]:
    return tuple(
        Schedule(tuple(map(Weekday, one.days)), one.opens, one.closes, one.valid_from, one.valid_until, one.on_holidays)
        for one in opens
    )


def _words(label: Label) -> Words:
    return Words(label.lv, label.en, label.lt)
