"""Organisations (organizācijas) that provide services: units of the social service, societies, firms, neighbours."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.catalogue.words import NOTHING, Words, told
from shared.contracts.catalogue import OrganizationChanged
from shared.contracts.catalogue_codes import ProviderKind


@dataclass(frozen=True, slots=True)
class Organization:
    """Who provides services."""

    id: UUID
    code: str
    name: Words
    short: Words
    """What it does, in plain words."""
    provider: ProviderKind
    changed_at: datetime
    """When the configuration said something new of it."""
    unit: UUID | None = None
    """The unit of the social service that it is."""
    website: str | None = None
    phone: str | None = None
    source: str = ""
    """Where that is known from."""
    version: int = 1

    @property
    def fact(self) -> OrganizationChanged:
        """What others hear of it."""
        return OrganizationChanged(
            organization=self.id, code=self.code, label=self.name.label, provider=self.provider, unit=self.unit
        )


def evolve(known: Organization | None, fact: OrganizationChanged, at: datetime) -> Organization:
    """The organisation after a fact about it. What no fact carries comes with the next start."""
    return Organization(
        fact.organization, fact.code, told(fact.label), NOTHING, fact.provider, at, fact.unit,
        version=known.version + 1 if known else 1,
    )  # fmt: skip
