"""Who must be told of a case, with what, through which channel and by when: one file of dated rules per municipality.

This is the shape of the file only. Choosing the rules that a fact triggers is the work of the notifications service.
"""

from itertools import combinations, pairwise
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, HttpUrl, SecretStr, model_validator

from shared.contracts.case_codes import TargetGroup
from shared.contracts.codes import (
    AgeBand,
    EscalationLevel,
    FieldSet,
    LegalBasis,
    NeedCode,
    NoticeChannel,
    Priority,
)
from shared.contracts.fields import PartnerCode, RuleCode
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import RiskLevel
from shared.settings.errors import Misplaced
from shared.settings.reminders import Reminders
from shared.settings.section import Dated, Label, MailAddress, Section, TermText, overlap

_UPWARDS = tuple(EscalationLevel)
_RISK_IS_KNOWN = ("RiskAssessed", "CaseReopened")


class Escalation(Section):
    """One step of the ladder: when nobody acknowledged for `after`, counted from when the step before ran out."""

    after: TermText
    level: EscalationLevel


class NoticeRule(Dated):
    """On `on`, when one of `needs`, of `priorities` and so on fits (empty: any), `agency` is told.

    Of a redirected referral only whom it was redirected to: that partner, or the municipality that it is. Of a risk
    only when it is higher than before. What a case is about is remembered from its opening.
    """

    code: RuleCode
    name: Label | None = None
    """What reports call it; its code unless given."""
    on: Literal["CaseOpened", "CaseReopened", "RiskAssessed", "ReferralRedirected"]
    needs: tuple[NeedCode, ...] = ()
    priorities: tuple[Priority, ...] = ()
    age_bands: tuple[AgeBand, ...] = ()
    groups: tuple[TargetGroup, ...] = ()
    """Target groups, as cases derives them from needs and age."""
    risks: tuple[RiskLevel, ...] = ()
    modes: tuple[ServiceMode, ...] = ()
    """Modes the service works in; only cases says in which it does."""
    agency: PartnerCode
    purpose: RuleCode
    """What the agency is told for, as the disclosure is recorded: child-protection, crisis-support."""
    legal_basis: LegalBasis
    article: str = Field(min_length=1)
    """The national provision behind `legal_basis`."""
    field_set: FieldSet
    """Only what the agency needs for the purpose."""
    channels: tuple[NoticeChannel, ...] = Field(min_length=1)
    """Tried in this order."""
    acknowledge_within: TermText
    escalation: tuple[Escalation, ...] = ()

    @model_validator(mode="after")
    def _looks_at_what_is_known(self) -> Self:
        if self.risks and self.on not in _RISK_IS_KNOWN:
            raise Misplaced(
                f"nobody has assessed a risk yet on {self.on}; take it away, or tell on {' or '.join(_RISK_IS_KNOWN)}",
                at=("risks",),
            )
        if self.modes and self.on == "ReferralRedirected":
            raise Misplaced("a redirected referral does not say in which mode it was; take it away", at=("modes",))
        return self

    @model_validator(mode="after")
    def _ladder_leads_upwards(self) -> Self:
        for number, (below, above) in enumerate(pairwise(step.level for step in self.escalation), 1):
            if _UPWARDS.index(above) <= _UPWARDS.index(below):
                raise Misplaced(
                    f"the ladder goes round: {above} after {below}; each of {', '.join(_UPWARDS)} once, in this order",
                    at=("escalation", number, "level"),
                )
        return self


class Coalescing(Dated):
    """What the same agency must be told of the same case within so long after a notice joins that notice."""

    within: TermText


class FollowUp(Dated):
    """How long is waited for what an agency owes after its first word, and for whoever of us looks after a notice."""

    answer_within: TermText
    """After the acknowledgement: whether the agency takes the matter on."""
    outcome_within: TermText
    """After it took the matter on: what came of it."""
    person_within: TermText
    """After somebody of us was asked: until then they look after it, or somebody higher is asked."""


class NoticeRules(Section):
    """The whole file: `[[rule]]` after `[[rule]]`, `[[coalescing]]` and `[[follow_up]]`."""

    rule: tuple[NoticeRule, ...] = ()
    coalescing: tuple[Coalescing, ...] = ()
    """Without one that holds, each is told by itself."""
    follow_up: tuple[FollowUp, ...] = ()
    """Without one that holds, nothing more is asked for after an agency's first word, and no person is reminded."""

    @model_validator(mode="after")
    def _a_code_means_one_rule_a_day(self) -> Self:
        for (_, first), (number, second) in combinations(enumerate(self.rule), 2):
            if first.code == second.code and overlap(first, second):
                raise Misplaced(
                    f"two notice rules are called {second.code} in one period; end the older the day before the newer "
                    "begins, or rename one",
                    at=("rule", number, "code"),
                )
        return self

    @model_validator(mode="after")
    def _one_of_each_a_day(self) -> Self:
        for name in ("coalescing", "follow_up"):
            for (_, first), (number, second) in combinations(enumerate(getattr(self, name)), 2):
                if overlap(first, second):
                    raise Misplaced(f"two of {name} hold in one period", at=(name, number, "valid_from"))
        return self


class Mail(Section):
    """The server (SMTP) that takes e-mail from us and brings it on."""

    host: str = Field(min_length=1)
    port: int = Field(587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    """`starttls` insists on it; `tls` encrypts from the first byte, usually on port 465; `none` is for development."""
    username: str | None = None
    password: SecretStr | None = None
    ca_file: Path | None = None
    """Certificates that sign the server's; none means those of the system."""
    sender: MailAddress
    """Whom the mails are from; it need not read answers, and the mails say so."""
    time_limit: float = Field(15, gt=0, le=20)
    """Seconds for signing in, and for each mail."""

    @model_validator(mode="after")
    def _signs_in_whole(self) -> Self:
        if bool(self.username) != bool(self.password):
            raise ValueError("notifications.mail.username and password (or password_file) go together")
        return self


class Notifications(Section):
    """The voice of the service."""

    mail: Mail | None = None
    """Without it e-mail is laid down in `drop_folder`, in development only."""
    drop_folder: Path | None = None
    """Where each SMS and each message to an e-address is laid down as a file, for whatever brings them on. In
    development there is one without being named."""
    public_url: HttpUrl | None = None
    """Where agencies reach this service from outside, for the links in messages; in development `http.base_urls`."""
    link_days: int = Field(30, ge=1, le=365)
    """How long after the term for acknowledgement the link in a message still answers."""

    rules: NoticeRules = NoticeRules()
    """In the municipality's file: the name of the file with the rules, relative to it."""
    reminders: Reminders = Reminders()
    """In the municipality's file: the name of the file that says when clients are reminded of what."""
