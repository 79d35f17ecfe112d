"""The settings of one deployment as one frozen object: every section of the file is a field here."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, PrivateAttr, ValidationError, model_validator

from shared.contracts.fields import CampaignCode, PartnerCode, RuleCode
from shared.settings.benefits import Benefits
from shared.settings.campaigns import Campaign
from shared.settings.caseload import Caseload, Training
from shared.settings.catalogue import Catalogue
from shared.settings.consents import Consents
from shared.settings.disclosure import Disclosure
from shared.settings.documents import Documents
from shared.settings.environment import from_environment
from shared.settings.errors import Misplaced, SettingsError, did_you_mean
from shared.settings.file import from_file
from shared.settings.homecare import HomeCare
from shared.settings.intake import Intake
from shared.settings.leaves import KeyPath, Layer, nest
from shared.settings.modes import Modes
from shared.settings.municipality import (
    BenefitSystem,
    Municipality,
    Partner,
    Project,
    RegisterSource,
    Unit,
    WorkingTime,
)
from shared.settings.notices import Notifications
from shared.settings.observances import Observances
from shared.settings.places import Places
from shared.settings.planning import Planning
from shared.settings.plans import Plans
from shared.settings.report import problems
from shared.settings.residents import Contact, Residents
from shared.settings.secrets import from_folder, with_secrets
from shared.settings.section import Section
from shared.settings.technical import (
    Broker,
    Database,
    Deployment,
    Http,
    Log,
    Reporting,
    Secrets,
    Security,
)
from shared.settings.territories import Territories
from shared.settings.visits import Visits

MUNICIPALITIES = Path(__file__).parents[2] / "deploy" / "municipalities"

Key = TypeVar("Key")
Value = TypeVar("Value")
ByCode = Annotated[Mapping[Key, Value], AfterValidator(MappingProxyType)]


class Settings(Section):
    municipality: Municipality
    intake: Intake
    partners: ByCode[PartnerCode, Partner] = Field(default_factory=lambda: MappingProxyType({}))
    units: ByCode[RuleCode, Unit] = Field(default_factory=lambda: MappingProxyType({}))
    campaigns: ByCode[CampaignCode, Campaign] = Field(default_factory=lambda: MappingProxyType({}))
    trainings: ByCode[RuleCode, Training] = Field(default_factory=lambda: MappingProxyType({}))
    caseload: Caseload = Caseload()
    """In the municipality's file: the name of the file with weights and signals."""
    disclosure: Disclosure = Disclosure()
    """In the municipality's file: the name of the file that says which counts are too small to be shown."""
    register_sources: ByCode[RuleCode, RegisterSource] = Field(default_factory=lambda: MappingProxyType({}))
    benefit_systems: ByCode[RuleCode, BenefitSystem] = Field(default_factory=lambda: MappingProxyType({}))
    projects: ByCode[RuleCode, Project] = Field(default_factory=lambda: MappingProxyType({}))
    notifications: Notifications = Notifications()
    contact: Contact = Contact()
    residents: Residents | None = None
    """In the municipality's file: the name of the file that says it; none where residents have no door on the web."""
    visits: Visits = Visits()
    """In the municipality's file: the name of the file with the rules of visits."""
    atvk: Territories = Territories()
    """In the municipality's file: the name of the file with the classifier of territories."""
    modes: Modes = Modes()
    """In the municipality's file: the name of the file that says what changes in emergency mode."""
    days: Observances = Observances()
    """In the municipality's file: the name of the file with the days of the field's calendar."""
    consents: Consents = Consents()
    """In the municipality's file: the name of the file with the texts of consent and the duties that need none."""
    catalogue: Catalogue = Catalogue()
    """In the municipality's file: the name of the file with the public catalogue of services."""
    plans: Plans = Plans()
    """In the municipality's file: the name of the file that says it."""
    places: Places = Places()
    """In the municipality's file: the name of the file that says until when requests are decided and who waits how."""
    benefits: Benefits = Benefits()
    """In the municipality's file: the name of the file with the list of benefits and goods."""
    planning: Planning = Planning()
    """In the municipality's file: the name of the file with indicators, and what workshops asked for."""
    home_care: HomeCare = HomeCare()
    """In the municipality's file: the name of the file with the levels of home care."""
    calendar: WorkingTime = WorkingTime()
    documents: Documents = Documents()
    deployment: Deployment = Deployment()
    database: Database = Database()
    broker: Broker = Broker()
    log: Log = Log()
    reporting: Reporting = Reporting()
    http: Http = Http()
    security: Security = Security()
    secrets: Secrets = Secrets()

    _origins: Mapping[KeyPath, str] = PrivateAttr(default_factory=dict)

    @property
    def origins(self) -> Mapping[KeyPath, str]:
        """Where each value that is no default was written, by path; `explain` makes it readable."""
        return self._origins

    @classmethod
    def load(cls, source: str | Path, environ: Mapping[str, str] | None = None) -> Self:
        """Reads a municipality's file, by path or by slug (`liepaja`), under the environment.

        Precedence: environment, file, `secrets.folder`, default. `environ` is the process's own unless given.
        Raises SettingsError with all problems found.
        """
        file = find(source)
        written = with_secrets(cls, from_file(cls, file))
        over = with_secrets(
            cls,
            from_environment(cls, os.environ if environ is None else environ, written),
        )
        layer = written | over
        folder = layer.get(("secrets", "folder"))
        layer = from_folder(cls, Path(folder.value) if folder else None, layer) | layer
        return cls._validated(layer, str(source))

    @classmethod
    def _validated(cls, layer: Layer, source: str) -> Self:
        try:
            settings = cls.model_validate(nest(layer))
        except ValidationError as error:
            raise SettingsError(f"The settings of {source}", problems(cls, error, layer)) from None
        settings._origins = MappingProxyType({path: leaf.origin for path, leaf in layer.items()})
        return settings

    @model_validator(mode="after")
    def _development_stays_in_development(self) -> Self:
        if self.deployment.is_development:
            return self
        if self.security.development_key:
            raise ValueError(
                "security.development_key signs tokens anybody could make, so it is for development only; "
                'remove it, or set deployment.mode = "development" on a machine that serves nobody'
            )
        if self.calendar.pace != 1:
            raise ValueError("calendar.pace makes legal terms run out early, so it is for development only; remove it")
        if self.notifications.mail and self.notifications.mail.security == "none":
            raise ValueError(
                'notifications.mail.security = "none" sends links and passwords for everybody to read; take "starttls" '
                'or "tls"'
            )
        if self.notifications.public_url and self.notifications.public_url.scheme != "https":
            raise ValueError("notifications.public_url must be https: whoever has a link in a message can answer")
        for code, partner in self.partners.items():
            if partner.webhook_url and partner.webhook_url.scheme != "https":
                raise ValueError(f"partners.{code}.webhook_url must be https: a notice may name a person")
        return self

    @model_validator(mode="after")
    def _quiet_is_not_behind(self) -> Self:
        if self.reporting.behind_after < 2 * self.broker.head_interval:
            raise Misplaced(
                "must be at least twice broker.head_interval: a service that has nothing to "
                "tell says only so often that nothing has happened",
                at=("reporting", "behind_after"),
            )
        return self

    @model_validator(mode="after")
    def _notices_reach_somebody(self) -> Self:
        for number, rule in enumerate(self.notifications.rules.rule):
            at = ("notifications", "rules", "rule", number)
            partner = self.partners.get(rule.agency)
            if partner is None:
                hint = did_you_mean(rule.agency, self.partners)
                raise Misplaced(
                    f"notice rule {rule.code} tells {rule.agency}, who is no partner.{hint} "
                    f"Or add [partners.{rule.agency}]",
                    at=(*at, "agency"),
                )
            if missing := [channel for channel in rule.channels if channel not in partner.notice_channels]:
                raise Misplaced(
                    f"notice rule {rule.code} uses {missing[0]}, which {rule.agency} does not have; "
                    f"its notice_channels are {', '.join(partner.notice_channels) or 'none'}",
                    at=(*at, "channels"),
                )
        return self

    @model_validator(mode="after")
    def _providers_are_organizations(self) -> Self:
        organizations = {one.code for one in self.catalogue.provider}
        for code, partner in self.partners.items():
            if lost := [one for one in partner.provides if one not in organizations]:
                raise ValueError(
                    f"partners.{code} provides for {lost[0]}, who is no organisation; add it as [[provider]] to the "
                    f"catalogue, or name one of {', '.join(sorted(organizations)) or 'those it has'}"
                )
        return self

    @model_validator(mode="after")
    def _portals_are_partners(self) -> Self:
        for code, campaign in self.campaigns.items():
            for portal in campaign.portals:
                if portal not in self.partners:
                    raise ValueError(f"campaigns.{code} trusts {portal}, who is no partner; add [partners.{portal}]")
        return self


def find(source: str | Path) -> Path:
    """The file for a path or a slug. Raises SettingsError with the slugs there are."""
    if isinstance(source, Path) or source.endswith(".toml"):
        return Path(source)
    slugs = sorted(file.stem for file in MUNICIPALITIES.glob("*.toml") if "." not in file.stem)
    if source not in slugs:
        hint = did_you_mean(source, slugs)
        raise SettingsError(
            f"The municipality {source}",
            [f"there is no file for it.{hint} Known: {', '.join(slugs)}"],
        )
    return MUNICIPALITIES / f"{source}.toml"
