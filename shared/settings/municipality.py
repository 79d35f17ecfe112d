"""Whom this deployment serves: the municipality, its working time, its units and its partners."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Literal, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import (
    AwareDatetime,
    Field,
    HttpUrl,
    SecretStr,
    StringConstraints,
    model_validator,
)

from shared.calendar import Calendar, Clock, OfficeHours, PacedClock, SystemClock
from shared.contracts.codes import (
    AgeBand,
    Channel,
    NeedCode,
    NoticeChannel,
    PartnerKind,
    ReferralKind,
    StaffRole,
)
from shared.contracts.fields import AtvkCode, RuleCode
from shared.contracts.people_codes import Language
from shared.settings.section import Dated, Label, MailAddress, Section


class OwnCode(Dated):
    """Our code in the classifier of territories (ATVK). Its last digit counts changes, so it moves with a merger."""

    code: AtvkCode


class Municipality(Section):
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,30}$")]
    """Names the topics (`<slug>.intake`) and the databases; never changes."""
    name: Label
    number_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
    """Begins every referral and case number: LPX-2026-000123."""
    atvk: tuple[OwnCode, ...] = Field(min_length=1)

    def atvk_on(self, day: date) -> str:
        """The code on `day`; LookupError when none held yet."""
        for entry in self.atvk:
            if entry.holds_on(day):
                return entry.code
        raise LookupError(f"{self.slug} has no ATVK code on {day}; add one under [[municipality.atvk]].")

    @model_validator(mode="after")
    def _one_code_a_day(self) -> Self:
        for earlier, later in pairwise(self.atvk):
            if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
                raise ValueError(f"ATVK codes {earlier.code} and {later.code} hold on the same day; end the first one")
        return self


class WorkingTime(Section):
    """Office hours, days the national calendar does not know yet, and the pace of the clock in development."""

    opens: time = time(8, 30)
    closes: time = time(17, 0)
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    pace: float = Field(1, gt=0, le=100_000)
    """Seconds of clock per real second. Development only: it lets terms of days run out while somebody watches."""
    pace_until: AwareDatetime | None = None
    """When the fast clock has caught up with the real one; every process of a deployment needs the same."""

    def calendar(self) -> Calendar:
        return Calendar(OfficeHours(self.opens, self.closes), self.days_off, self.working_days)

    def clock(self) -> Clock:
        """The clock for this deployment: the machine's, or one that catches up with it."""
        if self.pace_until is None:
            return SystemClock()
        return PacedClock(self.pace, self.pace_until, SystemClock())

    def goes(self, span: timedelta, now: datetime) -> timedelta:
        """How far the clock, at `now`, goes in a real span."""
        return span * self.pace if self.pace_until and now < self.pace_until else span

    @model_validator(mode="after")
    def _whole(self) -> Self:
        OfficeHours(self.opens, self.closes)
        if (self.pace != 1) != (self.pace_until is not None):
            raise ValueError("pace and pace_until go together: without the instant, two processes would disagree")
        return self


class Staff(Section):
    """A member of staff, by code; who that is, the cases service knows."""

    code: RuleCode
    role: StaffRole


class Unit(Section):
    """A part of the social service (struktūrvienība) that cases are given to."""

    name: Label
    staff: tuple[Staff, ...] = ()
    takes_needs: tuple[NeedCode, ...] = ()
    takes_age_bands: tuple[AgeBand, ...] = ()
    """Cases with one of these needs, and of one of these ages, come here; empty means any. The first unit that fits
    gets the case, the first of all when none does."""
    atvk: AtvkCode | None = None
    """The territory it stands in, a former municipality perhaps: reports tell needs and places of each apart."""

    def takes(self, needs: frozenset[NeedCode], age: AgeBand) -> bool:
        fits_needs = not self.takes_needs or not needs.isdisjoint(self.takes_needs)
        return fits_needs and (not self.takes_age_bands or age in self.takes_age_bands)


def staff_id(municipality: str, code: str) -> UUID:
    """The id of a member of staff everywhere: in tokens, facts and tables. Derived, so that every service knows it."""
    return uuid5(NAMESPACE_URL, f"urn:tilts:{municipality}:staff:{code}")


def unit_id(municipality: str, code: str) -> UUID:
    """The id of a unit everywhere."""
    return uuid5(NAMESPACE_URL, f"urn:tilts:{municipality}:unit:{code}")


def provider_id(municipality: str, code: str) -> UUID:
    """The account with which a partner reports of the services that it provides: what it does is kept under this id."""
    return uuid5(NAMESPACE_URL, f"urn:tilts:{municipality}:provider:{code}")


class RegisterSource(Section):
    """Whose figures of target groups are taken: a register (reģistrs), an office, or somebody who is quoted."""

    name: Label
    tells: Literal["registered", "known", "unknown"] = "registered"
    """Of whom its figures tell: all there are, those whom the service knows, or those of whom it knows nothing."""


class BenefitSystem(Section):
    """Where benefits (pabalsti) are calculated, beside Tilts: applications are forwarded there by hand."""

    name: Label


class Project(Section):
    """A project or fund that pays for work on cases beside the municipality."""

    name: Label


class Partner(Section):
    """An institution (sadarbības partneris) that sends us referrals, is told of cases, or both."""

    kind: PartnerKind
    name: Label
    channels: tuple[Channel, ...] = ()
    """The doors by which its referrals come."""
    sends: tuple[ReferralKind, ...] = ()
    """The kinds of referral it may send; any other from it is rejected."""
    notice_channels: tuple[NoticeChannel, ...] = ()
    """How it can be told; a notice rule chooses among them."""
    atvk: AtvkCode | None = None
    """Of a municipality: its code. It is told of what is redirected there."""
    provides: tuple[RuleCode, ...] = ()
    """The organisations of the catalogue that it is: its account of a provider works with requests at their places."""
    language: Language = Language.LV
    """In which it is written to."""
    email: MailAddress | None = None
    """Of the office, never of a person in it. What is sent there has no content, only a link."""
    sms_number: Annotated[str, StringConstraints(pattern=r"^\+[0-9]{8,15}$")] | None = None
    """The phone of the office that takes text messages: +371 and the number, without spaces."""
    e_address: Annotated[str, StringConstraints(pattern=r"^[!-~]{3,100}$")] | None = None
    """Its official electronic address."""
    phone: Annotated[str, StringConstraints(pattern=r"^\+[0-9]{8,15}$")] | None = None
    """Of the office, for whoever calls it when nothing else has reached it: +371 and the number, without spaces."""
    webhook_url: HttpUrl | None = None
    webhook_secret: SecretStr | None = None
    """Signs what we send to the webhook (Standard Webhooks: `whsec_` and base64). After a rotation a second line holds
    the one before, and until when it signs too."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind is PartnerKind.FOREIGN:
            if self.sends:
                raise ValueError("a foreign partner sends counts only, no referral: leave out sends")
        elif bool(self.channels) != bool(self.sends):
            raise ValueError("channels and sends go together: the doors it comes by, and the kinds it may bring")
        for channel, name in ADDRESSES.items():
            if (channel in self.notice_channels) != (getattr(self, name) is not None):
                raise ValueError(f'the notice channel "{channel}" and {name} go together')
        return self


ADDRESSES = {
    NoticeChannel.WEBHOOK: "webhook_url",
    NoticeChannel.EMAIL: "email",
    NoticeChannel.SMS: "sms_number",
    NoticeChannel.E_ADDRESS: "e_address",
}
"""Where a partner is told by each channel that needs an address."""
