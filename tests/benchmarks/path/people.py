"""A register of invented people, and a partner's referrals about some of them: how each is known is decided here."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from services.intake.domain.people.person import Person, indexed
from shared.decision import derived
from shared.stream.record import EdgeRecord, edge_record

PARTNER = "valsts-policija"
_HEADS = ("Ab", "Be", "Ci", "Da", "El", "Fri", "Gai", "Il", "Ja", "Kar", "La", "Mai", "Ni", "Ol", "Pa", "Rai", "Sa")
_HEARTS = ("den", "gar", "kal", "lip", "mar", "nor", "pur", "rit", "sil", "tam", "vir", "zem", "ban", "dul", "ger", "")
_GIVEN = [f"{head}{end}" for head in _HEADS for end in ("is", "a", "īte", "ons", "ita", "ners")]
_FAMILY = [
    f"{head}{heart}{end}" for head in _HEADS for heart in _HEARTS for end in ("iņš", "iņa", "sons", "ere", "ulis")
]
_STREETS = [f"{family} iela" for family in _FAMILY[::11]]
_FIRST_DAY, _DAYS = date(1930, 1, 1), 35_000
_NARRATIVE = "Kaimiņi dzirdēja troksni un raudāšanu. " * 15


class Known(StrEnum):
    """How somebody that a referral is about is known to us."""

    BY_CODE = "by_code"
    BY_NAME = "by_name"
    """No code; name and date of birth are those of one person at least."""
    MISSPELT = "misspelt"
    """No code, a letter of the name is wrong; the phone is right."""
    STRANGER = "stranger"


SHARES = {Known.BY_CODE: 40, Known.BY_NAME: 20, Known.MISSPELT: 10, Known.STRANGER: 30}
"""In hundredths of all referrals."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One referral, and what must come of it."""

    record: EdgeRecord
    known: Known
    person: Person | None
    """Whom it is about, when they are known."""


def register(count: int) -> Iterator[Person]:
    """So many people, the same ones for the same count; about four share a name and fourteen a day of birth."""
    luck = random.Random(count)
    for number in range(count):
        born = _FIRST_DAY + timedelta(luck.randrange(_DAYS))
        yield indexed(
            Person(
                id=derived(UUID(int=number), "register"),
                given_name=luck.choice(_GIVEN),
                family_name=luck.choice(_FAMILY),
                personal_code=f"39{number // 100_000:04d}-{number % 100_000:05d}",
                birth_date=born,
                address=f"{luck.choice(_STREETS)} {luck.randrange(1, 90)}–{luck.randrange(1, 60)}, Liepāja",
                phone=f"+371 2{luck.randrange(10**6):06d}{luck.randrange(10)}" if luck.random() < 0.6 else None,
            )
        )


def referrals(people: list[Person], count: int) -> Iterator[Sent]:
    """So many referrals of 1 KB, in a shuffled order, about these people and strangers in the stated shares."""
    luck = random.Random(count)
    kinds = luck.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    for number, known in enumerate(kinds):
        person = None if known is Known.STRANGER else luck.choice(people)
        subject = _stranger(number, luck) if person is None else _described(person, known)
        yield Sent(_record(number, subject), known, person)


def _described(person: Person, known: Known) -> dict[str, str]:
    said = {"given_name": person.given_name, "family_name": person.family_name}
    said["birth_date"] = person.birth_date.isoformat()
    if known is Known.BY_CODE:
        said["personal_code"] = person.personal_code
    if known is Known.MISSPELT:
        said["family_name"] = person.family_name[:2] + "x" + person.family_name[3:]
        said |= {"phone": person.phone} if person.phone else {"address": person.address}
    return said


def _stranger(number: int, luck: random.Random) -> dict[str, str]:
    """Somebody whom the register does not have: no name in it has a `q`."""
    born = _FIRST_DAY + timedelta(luck.randrange(_DAYS))
    return {
        "given_name": f"Q{luck.choice(_GIVEN).lower()}", "family_name": f"Q{number}{luck.choice(_FAMILY).lower()}",
        "birth_date": born.isoformat(), "personal_code": f"38{number // 100_000:04d}-{number % 100_000:05d}",
    }  # fmt: skip


def _record(number: int, subject: dict[str, str]) -> EdgeRecord:
    body = {
        "reference": f"VP-{number:08d}", "kind": "police.family_violence", "needs": ["violence_in_family", "crisis"],
        "subject": subject, "narrative": _NARRATIVE, "occurred_at": "2026-11-20T18:30:00+02:00",
    }  # fmt: skip
    headers = (("ce_id", f"{number:08d}".encode()), ("ce_type", b"lv.tilts.partner.referral-submitted.v1"))
    topic = f"liepaja.partner.{PARTNER}.referrals"
    return edge_record(PARTNER, topic, None, json.dumps(body, ensure_ascii=False).encode(), headers)
