"""What intake decides by rule: classes, clocks, and what needs no decision. The rules themselves are dated data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from shared.contracts.codes import AgeBand, Channel, NeedCode, Priority, ReferralKind
from shared.matching import Scale


@dataclass(frozen=True, slots=True)
class Triage:
    """The class of a referral: the rule that gave it, and its two clocks."""

    priority: Priority
    rule: str
    decide_by: datetime
    contact_by: datetime


@dataclass(frozen=True, slots=True)
class Why:
    """The rule behind a class, as it stands written: where it comes from, and since when it holds."""

    rule: str
    source: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality: its ATVK code on a day, and its name by language."""

    code: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Watch:
    """When there are too many of a kind: `least` in the window, and `factor` thousandths of what is usual."""

    rule: str
    window_days: int
    baseline_days: int
    factor: int
    least: int


class Rules(Protocol):
    """The municipality's configuration, in the domain's terms."""

    number_prefix: str

    def triage(self, kind: ReferralKind, needs: Collection[NeedCode], received: datetime) -> Triage:
        """The class of a referral received at that instant."""

    def why(self, rule: str) -> Why | None:
        """The rule of that code; None when it is not in the configuration (any more)."""

    def clock_left(self, rule: str, now: datetime, due: datetime) -> int:
        """How many minutes are left at `now` of a clock that the rule gave; 0 when it has run out."""

    def clock_resumed(self, rule: str, now: datetime, left: int) -> datetime:
        """When a clock of that rule is over that has `left` minutes left at `now`."""

    def is_partner(self, code: str) -> bool:
        """Whether it is the code of one of our partners."""

    def is_ours(self, municipality: str, at: datetime) -> bool:
        """Whether it is our own ATVK code at that instant."""

    def place(self, code: str, at: datetime) -> Place | None:
        """The municipality that an ATVK code leads to at that instant; None when the classifier has no such code."""

    def territory(self, code: str) -> str | None:
        """The code of the municipality that an ATVK code names or lies in, whatever became of it; None when unknown."""

    def helped_anyway(self, needs: Collection[NeedCode], age: AgeBand, priority: Priority, at: datetime) -> Why | None:
        """The rule by which somebody is helped first where they are, wherever they are declared; None mostly."""

    def accepted_by(self, kind: ReferralKind, received: datetime) -> str | None:
        """The rule under which this kind is accepted on receipt; None when a person decides."""

    def may_send(self, partner: str, kind: ReferralKind) -> bool:
        """Whether the partner is one of ours and may send this kind."""

    def matching(self, at: datetime) -> Scale:
        """How people are told to be one at that instant."""

    def watch(self, kind: ReferralKind, at: datetime) -> Watch | None:
        """How the number of a kind is looked at; None where it is not."""

    def channel(self, partner: str | None, door: Channel) -> Channel:
        """The channel of what a partner brings by a door: a portal's is the portal, whatever it says."""

    def reports_figures(self, partner: str | None) -> bool:
        """Whether the partner is abroad: it sends figures, under its own code, and nobody's name."""

    def is_register_source(self, code: str) -> bool:
        """Whether figures of that source are taken."""

    def is_benefit_system(self, code: str) -> bool:
        """Whether benefits are calculated in a system of that code."""

    def fingerprint(self, text: str) -> str:
        """A keyed digest: finds the same text again, and tells nobody what it was."""
