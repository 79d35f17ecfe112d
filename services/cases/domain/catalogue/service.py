"""Services (pakalpojumi): what is offered, by whom, for whom, and from when until when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.cases.domain.catalogue.schedule import Schedule
from services.cases.domain.catalogue.words import NOTHING, Words, told
from shared.contracts.catalogue import CatalogueChanged
from shared.contracts.catalogue_codes import ServiceGroup, ServiceKind, ServiceStatus


@dataclass(frozen=True, slots=True)
class Service:
    """A service. What it is like to be in one that is `sensitive` stays with its provider."""

    id: UUID
    organization: UUID
    code: str
    name: Words
    short: Words
    """What it is, in plain words."""
    kind: ServiceKind
    status: ServiceStatus
    changed_at: datetime
    groups: tuple[ServiceGroup, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    """In years, and included."""
    languages: tuple[str, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    """When it is open, where its places say nothing else."""
    funding: str | None = None
    levels: tuple[str, ...] = ()
    """Levels in which it is given, by the hours of a week, say."""
    apply: Words = NOTHING
    """How one gets it, in plain words."""
    valid_from: date | None = None
    valid_until: date | None = None
    sensitive: bool = False
    low_threshold: bool = False
    source: str = ""
    version: int = 1

    @property
    def fact(self) -> CatalogueChanged:
        """What others hear of it."""
        same = {
            name: getattr(self, name)
            for name in (
                "organization", "code", "kind", "status", "groups", "minimum_age", "maximum_age", "funding",
                "valid_from", "valid_until", "sensitive", "low_threshold",
            )
        }  # fmt: skip
        return CatalogueChanged(service=self.id, label=self.name.label, **same)

    def status_on(self, day: date) -> ServiceStatus:
        """Where it stands on a day: before its first one it is not active yet, after its last one no more."""
        if self.valid_until and self.valid_until < day:
            return ServiceStatus.DEFUNCT
        if self.valid_from and day < self.valid_from and self.status is ServiceStatus.ACTIVE:
            return ServiceStatus.INACTIVE
        return self.status


def evolve(known: Service | None, fact: CatalogueChanged, at: datetime) -> Service:
    """The service after a fact about it. Its texts and schedules come with the next start."""
    return Service(
        fact.service, fact.organization, fact.code, told(fact.label), NOTHING, fact.kind, fact.status, at,
        fact.groups, fact.minimum_age, fact.maximum_age, funding=fact.funding, valid_from=fact.valid_from,
        valid_until=fact.valid_until, sensitive=fact.sensitive, low_threshold=fact.low_threshold,
        version=known.version + 1 if known else 1,
    )  # fmt: skip
