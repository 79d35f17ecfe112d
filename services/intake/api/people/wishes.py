"""What is sent about people: whom to search for, and what a worker decides."""

from datetime import time
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.intake.api.wishes import taking, taking_some
from services.intake.domain.people.household import MOST, Member
from services.intake.domain.people.match import LinkAct
from services.intake.domain.people.reminding import ReminderChoice
from services.intake.domain.people.safe_contact import SafeContact
from shared.contracts.fields import ReferralNumber
from shared.contracts.partner.fields import Address, FamilyName, GivenName, PersonalCode, Phone, ShortText
from shared.contracts.people_codes import (
    ContactChannel,
    HouseholdRole,
    Language,
    LinkReason,
    RelationshipKind,
    ReminderChannel,
)
from shared.described import Described
from shared.http.partial import Partial
from shared.http.written import Day
from shared.settings.section import MailAddress

_SOMEBODY = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"
_ANOTHER = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e0b"
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=240)]
Hour = Annotated[time, Field(examples=["09:00:00"])]


class Search(Partial):
    """Whom to search for: people who fit everything that is given."""

    model_config = taking_some(name="janis berz")

    name: Name | None = None
    """Beginnings of names, each of two letters or more, in any order; case and diacritics do not matter."""
    personal_code: PersonalCode | None = None
    """The one in use now, or one they had."""
    phone: Phone | None = None
    birth_date: Day | None = None
    referral: ReferralNumber | None = None
    """The number of a referral about them."""


class Correction(Partial):
    """What is right about a person. What is left out stays, null means that it is not known."""

    model_config = taking_some(family_name="Paraudziņa-Kalniņa")

    given_name: GivenName | None = None
    family_name: FamilyName | None = None
    personal_code: PersonalCode | None = None
    """The one in use now; those before are kept, and find the person still."""
    birth_date: Day | None = None
    address: Address | None = None
    phone: Phone | None = None
    description: ShortText | None = None


class Contact(Described):
    """How a person is reached from now on, in place of everything decided before."""

    model_config = taking(forbidden=["post", "home_phone"], allowed=[], words="Zvanīt tikai no rīta uz darbu.")

    forbidden: list[ContactChannel] = Field(default=[], max_length=len(ContactChannel))
    allowed: list[ContactChannel] = Field(default=[], max_length=len(ContactChannel))
    """If any is named, these and no others."""
    after: Hour | None = None
    """Not before this hour of the day in Riga; goes together with `before`."""
    before: Hour | None = None
    never_tell: ShortText | None = None
    """Who must not learn of it."""
    words: ShortText | None = None
    """What else is to be minded."""

    def wish(self) -> SafeContact:
        return SafeContact(
            tuple(self.forbidden), tuple(self.allowed), self.after, self.before, self.never_tell, self.words
        )  # fmt: skip


class Reminding(Described):
    """How a person wishes to be reminded from now on, and where: an address that they named for it."""

    model_config = taking(channel="text_message", number="+371 20000000", language="lv", discreet=True)

    channel: ReminderChannel
    number: Phone | None = None
    """For text messages only: a number at which nobody else reads them."""
    email: MailAddress | None = None
    """For e-mail only."""
    language: Language = Language.LV
    discreet: bool = False
    """Whether a message must not say whom it is from."""

    def choice(self) -> ReminderChoice:
        return ReminderChoice(self.channel, self.number, self.email, self.language, self.discreet)


class Pairing(Described):
    """What is decided about two entries. Confirming links any two, rejecting and unlinking needs a pair."""

    model_config = taking(other=_ANOTHER, act="confirm", reason="same_document")

    other: UUID
    act: LinkAct
    reason: LinkReason


class Kinship(Described):
    """What somebody else is to the person."""

    model_config = taking(other=_ANOTHER, kind="guardian")

    other: UUID
    kind: RelationshipKind


class MemberNamed(Described):
    """Somebody who belongs to a household."""

    model_config = taking(person=_SOMEBODY, role="parent")

    person: UUID
    role: HouseholdRole

    def member(self) -> Member:
        return Member(self.person, self.role)


class MemberLeft(Described):
    """Somebody who does not belong to a household any more."""

    model_config = taking(person=_SOMEBODY)

    person: UUID


class HouseholdNamed(Described):
    """Who lives together."""

    model_config = taking(members=[{"person": _SOMEBODY, "role": "parent"}, {"person": _ANOTHER, "role": "child"}])

    members: list[MemberNamed] = Field(min_length=1, max_length=MOST)
