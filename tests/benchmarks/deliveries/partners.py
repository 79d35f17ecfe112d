"""Fifty invented partners with a webhook each, a rule for each, and cases of which exactly one of them is told."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from types import MappingProxyType
from uuid import UUID, uuid5

from shared.calendar import SystemClock
from shared.contracts.cases import CaseOpened
from shared.contracts.codes import AgeBand, NeedCode, Priority, ReferralKind
from shared.contracts.intake import ReferralAccepted
from shared.settings import Settings
from shared.settings.municipality import Partner
from shared.settings.notices import NoticeRule, NoticeRules
from tests.benchmarks.deployment import MUNICIPALITY

COUNT = 50
SECRET = "whsec_" + b64encode(b"for benchmarks only, nobody else").decode()
_NOBODY = UUID(int=0)
_FITS = tuple(islice(product(NeedCode, AgeBand), COUNT))
"""The need and the age of which each partner is told."""


@dataclass(frozen=True, slots=True)
class News:
    """A referral and the case that grows from it: `partner` is told of it, and nobody else. `number` tells it apart."""

    partner: str
    number: str
    accepted: ReferralAccepted
    opened: CaseOpened


def code(number: int) -> str:
    return f"partneris-{number:02d}"


def configured(environment: str, receiver: str, ways: str) -> tuple[Settings, list[str]]:
    """The settings with these partners, each at `receiver`, in place of their own; and the codes of those unwell.

    `environment` and `ways` (how each number that is unwell is) are JSON, as one process gives them to another.
    """
    unwell = {int(number): way for number, way in json.loads(ways).items()}
    settings = Settings.load(MUNICIPALITY, json.loads(environment))
    return with_partners(settings, receiver, unwell), [code(number) for number in unwell]


def with_partners(settings: Settings, receiver: str, unwell: Mapping[int, str]) -> Settings:
    partners = {code(number): _partner(number, f"{receiver}/{unwell.get(number, 'well')}") for number in range(COUNT)}
    chosen = NoticeRules(rule=tuple(map(_rule, range(COUNT))))
    told = settings.notifications.model_copy(update={"rules": chosen})
    return settings.model_copy(update={"partners": MappingProxyType(partners), "notifications": told})


def news(count: int, *, first: int = 0, priority: Priority = Priority.ROUTINE) -> Iterator[News]:
    """So many cases, about another person each; the partners in turn."""
    for number in range(first, first + count):
        yield _news(number, number % COUNT, priority)


def person_id(number: int) -> UUID:
    """Whom the news of this number is about."""
    return uuid5(_NOBODY, f"person {number}")


def _news(number: int, who: int, priority: Priority) -> News:
    (need, age), now = _FITS[who], SystemClock().now()
    written = f"BEN-2026-{number:06d}"
    referral, person = uuid5(_NOBODY, f"referral {number}"), person_id(number)
    about = {"kind": ReferralKind.OTHER, "priority": priority, "needs": (need,), "age_band": age, "subjects": (person,)}
    accepted = ReferralAccepted(referral=referral, number=written, due_at=now, **about)
    opened = CaseOpened(
        case=uuid5(_NOBODY, f"case {number}"), referrals=(referral,), unit=_NOBODY, opened_at=now, **about
    )  # fmt: skip
    return News(code(who), written, accepted, opened)


def _partner(number: int, address: str) -> Partner:
    name = {"lv": f"Partneris {number} (paraugs)", "en": f"Partner {number} (sample)"}
    return Partner(
        kind="ngo", name=name, notice_channels=("webhook",), webhook_url=f"{address}/{number}", webhook_secret=SECRET
    )  # fmt: skip


def _rule(number: int) -> NoticeRule:
    need, age = _FITS[number]
    return NoticeRule(
        code=f"rule-{number:02d}", on="CaseOpened", needs=(need,), age_bands=(age,), agency=code(number),
        purpose="crisis-support", legal_basis="public_task", article="a sample", field_set="contact", source="Invented",
        channels=("webhook", "phone_task"), acknowledge_within="1 working day", valid_from="2026-01-01",
    )  # fmt: skip
