"""A person (persona): our own id, what is known of them, and the personal codes they have had.

What a referral says never replaces what is known, it only fills what is not: each referral's own words stay in its
letter, and a worker decides which are right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.intake.domain.people.reminding import ReminderChoice
from services.intake.domain.people.safe_contact import SafeContact
from shared.contracts.partner import Subject
from shared.contracts.personal_code import birth_date, is_new
from shared.matching import Description, described, e164, tokens


@dataclass(frozen=True, slots=True)
class Person:
    """A person. The personal code is an attribute, never the key: it may change, and may be missing; so may names."""

    id: UUID
    given_name: str | None = None
    family_name: str | None = None
    personal_code: str | None = None
    """The one in use now; all of them are PersonCodes."""
    birth_date: date | None = None
    address: str | None = None
    phone: str | None = None
    description: str | None = None
    """By which somebody is known who has told no name."""
    safe_contact: SafeContact | None = None
    reminders: ReminderChoice | None = None
    met: tuple[UUID, ...] = ()
    """With whom this one was compared and found likely: no rule pairs the two again, whatever became of it."""
    folded: str | None = None
    """The words of the name as they are searched; None until the person is in the index."""
    phone_number: str | None = None
    """The phone in E.164, as it is searched."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class PersonCode:
    """A personal code that a person has or had, under an id derived from both."""

    id: UUID
    person: UUID
    code: str
    known_from: datetime | None
    """Since when we know it; None where that was not kept yet."""
    by: str | None
    """Who told us: a member of staff's id, or `partner.<code>`."""


def completed(known: Person, said: Subject) -> Person:
    """The person with what was not known yet; the same object when nothing was new.

    An old personal code tells the date of birth where nobody does. A new code (3[2-9]) follows an old one, because
    codes are changed in that direction only.
    """
    told = {
        "birth_date": known.birth_date or _born(said), "address": known.address or said.address,
        "phone": known.phone or said.phone, "description": known.description or said.description,
        "personal_code": _current(known.personal_code, said.personal_code),
    }  # fmt: skip
    if not (known.given_name or known.family_name):
        told |= {"given_name": said.given_name, "family_name": said.family_name}
    person = replace(known, **told)
    return known if person == known and known.folded is not None else replace(indexed(person), version=_next(known))


def replaced(person: Person, changes: Mapping[str, Any]) -> Person:
    """The person as a worker says they are, in the next version."""
    return replace(indexed(replace(person, **changes)), version=person.version + 1)


def indexed(person: Person) -> Person:
    """The person with what they are searched by."""
    return replace(
        person, folded=" ".join(tokens(person.given_name, person.family_name)), phone_number=e164(person.phone)
    )


def describe(who: Person | Subject) -> Description:
    """What is known or said of somebody, as it is compared."""
    return described(
        who.given_name, who.family_name, who.personal_code,
        _born(who) if isinstance(who, Subject) else who.birth_date, who.phone, who.address,
    )  # fmt: skip


def _born(said: Subject) -> date | None:
    return said.birth_date or (birth_date(said.personal_code) if said.personal_code else None)


def _current(known: str | None, said: str | None) -> str | None:
    if known is None or (said and is_new(said) and not is_new(known)):
        return said
    return known


def _next(known: Person) -> int:
    """Somebody just entered begins with version 1."""
    return known.version if known == Person(known.id) else known.version + 1
