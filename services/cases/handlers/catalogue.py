"""What concerns the catalogue: the service's own facts after a restore."""

from collections.abc import Iterable

from services.cases.domain.catalogue import location, organization, service, service_at_location
from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.organization import Organization
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.rules import Rules
from shared.contracts.catalogue import CatalogueChanged, OrganizationChanged, ServicePlaceChanged
from shared.decision import Cause, Decision, Handler, Ref, World


def _organization(fact: OrganizationChanged, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Organization, fact.organization)]


def _replay_organization(world: World, fact: OrganizationChanged, cause: Cause, rules: Rules) -> Decision:
    known = world.get(Organization, fact.organization)
    return Decision((organization.evolve(known, fact, cause.time),))


def _service(fact: CatalogueChanged, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Service, fact.service)]


def _replay_service(world: World, fact: CatalogueChanged, cause: Cause, rules: Rules) -> Decision:
    return Decision((service.evolve(world.get(Service, fact.service), fact, cause.time),))


def _place(fact: ServicePlaceChanged, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Location, fact.location), (ServiceAtLocation, fact.offer)]


def _replay_place(world: World, fact: ServicePlaceChanged, cause: Cause, rules: Rules) -> Decision:
    known, at = world.get(Location, fact.location), world.get(ServiceAtLocation, fact.offer)
    return Decision((location.evolve(known, fact, cause.time), service_at_location.evolve(at, fact, cause.time)))


REPLAYED = {
    OrganizationChanged.type: Handler(_organization, _replay_organization),
    CatalogueChanged.type: Handler(_service, _replay_service),
    ServicePlaceChanged.type: Handler(_place, _replay_place),
}
"""Texts, addresses and schedules are in no fact: they come with the next start."""
