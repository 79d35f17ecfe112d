"""What cases tells the other services of the public catalogue: which services there are, whose, and where.

An address is in no fact: some places are found by nobody who is not brought there.
"""

from shared.contracts.cases import CasesFact
from shared.contracts.catalogue_codes import Accessibility, ProviderKind, ServiceGroup, ServiceKind, ServiceStatus
from shared.contracts.fields import AtvkCode, Count, Day, Few, Flag, PublicLabel, RecordId, RuleCode, UnitId


class OrganizationChanged(CasesFact, type="organization-changed", version=1, key="organization", to=("reporting",)):
    """An organisation that provides services is in the catalogue, or is another one than it was."""

    organization: RecordId
    """The organisation."""
    code: RuleCode
    """Its code in the configuration."""
    label: PublicLabel
    """Its public name."""
    provider: ProviderKind
    """What kind of provider it is."""
    unit: UnitId | None = None
    """The unit of the social service that it is; none for others."""


class CatalogueChanged(CasesFact, type="catalogue-changed", version=1, key="service", to=("reporting",)):
    """A service is in the public catalogue, or is another one than it was."""

    service: RecordId
    """The service."""
    organization: RecordId
    """Who provides it."""
    code: RuleCode
    """Its code in the configuration."""
    label: PublicLabel
    """Its public name."""
    kind: ServiceKind
    """What it is."""
    status: ServiceStatus
    """Where it stands."""
    groups: Few[ServiceGroup] = ()
    """For whom it is; for everybody where nobody is named."""
    minimum_age: Count | None = None
    """From which age on, in years."""
    maximum_age: Count | None = None
    """Up to which age, that one included."""
    funding: RuleCode | None = None
    """The project or fund that pays for it."""
    valid_from: Day | None = None
    """The first day on which it is there; a day to come for what is planned."""
    valid_until: Day | None = None
    """The last day on which it is there."""
    sensitive: Flag = False
    """Whether what it is about stays with its provider."""
    low_threshold: Flag = False
    """Whether somebody may come without saying who they are."""


class ServicePlaceChanged(CasesFact, type="service-place-changed", version=1, key="service", to=("reporting",)):
    """A service is offered at a place, or that place is another one than it was."""

    offer: RecordId
    """The service at this place."""
    service: RecordId
    """The service."""
    location: RecordId
    """The place."""
    code: RuleCode
    """The place's code in the configuration."""
    label: PublicLabel
    """The place's public name."""
    restricted: Flag = False
    """Whether its address is told to nobody who need not know it."""
    atvk: AtvkCode | None = None
    """The territory it lies in, where that was said."""
    accessibility: Few[Accessibility] = ()
    """How it can be entered and used."""
    active: Flag = True
    """Whether the service is still offered there."""
