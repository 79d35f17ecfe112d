"""People as the API shows them: here alone are names."""

from datetime import date, datetime, time
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, Json

from services.intake.api.views import View
from services.intake.domain.people.match import LinkAct, MatchState
from shared.contracts.codes import ReferralKind
from shared.contracts.people_codes import (
    ContactChannel,
    HouseholdRole,
    Language,
    LinkReason,
    RelationshipKind,
    ReminderChannel,
    ReminderGround,
    ReminderWay,
)
from shared.contracts.referral_codes import ReferralState
from shared.matching import FieldMatch


class ContactView(View):
    """One rule of contact. All that are shown hold together."""

    person: UUID
    """Under which entry it was decided: linked entries mean one person."""
    rule: str | None = Field(examples=["violence-at-home"])
    """The rule of the configuration; null when a worker decided."""
    forbidden: list[ContactChannel]
    allowed: list[ContactChannel] = Field(default_factory=list)
    """If any is named, these and no others."""
    after: time | None = None
    before: time | None = None
    never_tell: str | None = None
    """Who must not learn of it."""
    words: str | None = None
    decided_at: datetime | None = None


class PersonView(View):
    """A person as intake knows them."""

    id: UUID
    given_name: str | None
    """Names are null for somebody who has told none."""
    family_name: str | None
    personal_code: str | None
    """The one in use now."""
    birth_date: date | None
    address: str | None
    phone: str | None
    description: str | None
    """By which somebody is known who has told no name."""
    safe_contact: list[ContactView]
    """How this person must and must not be reached."""


class People(BaseModel):
    """The people that are known; ids nobody knows are left out."""

    people: list[PersonView]


class ReminderView(View):
    """How a person wishes to be reminded."""

    person: UUID
    """Under which entry it was noted: linked entries mean one person, and the latest wish holds."""
    channel: ReminderChannel
    number: str | None
    email: str | None
    language: Language
    discreet: bool
    """Whether a message must not say whom it is from."""
    decided_at: datetime | None


class ReachView(View):
    """How a person may be reminded at this moment, and nothing else about them."""

    id: UUID
    way: ReminderWay
    ground: ReminderGround
    to: str | None
    """Where, for a text message or an e-mail; null for every other way."""
    language: Language
    discreet: bool
    after: time | None
    """Not before this hour of the day in Riga; goes together with `before`."""
    before: time | None


class Reached(BaseModel):
    """One for each person asked for."""

    people: list[ReachView]


class PersonRow(View):
    """Somebody who was searched for."""

    id: UUID
    given_name: str | None
    family_name: str | None
    birth_date: date | None
    description: str | None


class PersonChanged(View):
    """A person was changed."""

    id: UUID
    version: int


class CodeView(View):
    """A personal code that a person has or had."""

    code: str
    known_from: datetime | None
    """Since when we know it; null where that was not kept yet."""
    by: str | None
    """Who told us."""


class MemberView(View):
    """Who belongs to a household, and what they are in it."""

    person: UUID
    role: HouseholdRole


class HouseholdView(View):
    """A household."""

    id: UUID
    members: list[MemberView]
    version: int


class RelationshipView(View):
    """`other` is the `kind` of `person`. It gives nobody access to anything."""

    id: UUID
    person: UUID
    other: UUID
    kind: RelationshipKind
    since: datetime
    until: datetime | None
    version: int


class PairView(View):
    """Two entries that may mean one person, and why."""

    subject: UUID
    other: UUID
    score: int
    """From 0 to 100: the sum of the fields' points."""
    fields: Json[list[FieldMatch]]
    """How each field agrees. No value of any is shown."""
    state: MatchState
    rule: str | None = Field(examples=["same-person"])
    by: UUID | None
    reason: LinkReason | None
    version: int
    """Send it as If-Match when you decide about the pair."""
    actions: list[LinkAct]
    """What may be done: `POST /v1/people/{subject}/links`."""


class PairDecided(View):
    """What became of a pair."""

    id: UUID
    state: MatchState
    version: int


class RelatedView(View):
    """Another referral about the same person, or about an entry that is linked to theirs."""

    id: UUID
    number: str = Field(examples=["LPX-2026-000123"])
    state: ReferralState
    kind: ReferralKind
    person: UUID
    """The entry it is about."""


class WholePerson(PersonView):
    """All that is known of a person."""

    reminders: ReminderView | None
    """Null while nobody has asked them."""
    codes: list[CodeView]
    households: list[HouseholdView]
    relationships: list[RelationshipView]
    pairs: list[PairView]
    referrals: list[RelatedView]
    version: int
    """Send it as If-Match with the next change."""


class PeopleAsked(BaseModel):
    """Whose data is wanted; the purpose is the request's own."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"people": ["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"]}]}
    )

    people: list[UUID] = Field(min_length=1, max_length=200)
