"""What the API takes and shows of loads."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.shape import View, taking
from services.cases.domain.caseload.fit import FitPart
from shared.caseload.strain import Reason
from shared.caseload.weight import Part
from shared.contracts.codes import StaffRole
from shared.contracts.unit_codes import TeamEventKind
from shared.http.written import Day

AT_ONCE = 200
"""How many cases are moved in one command at most."""
_SOMEBODY = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"
_CASE = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e05"


class LoadView(View):
    """What somebody carries, in points and in percent of a full load."""

    staff: UUID
    unit: UUID
    role: StaffRole
    cases: int
    visits: int
    """Visits and contacts in the window that is configured (28 days)."""
    points: int
    percent: int
    parts: dict[Part, int]
    """Of what the points are made."""


class StrainView(BaseModel):
    """Whose work may make them ill, and why."""

    staff: UUID
    unit: UUID
    percent: int
    after_hours: int | None
    """Share of visits and contacts outside office hours, in percent."""
    violence: int | None
    """Share of cases with violence, in percent."""
    reasons: list[Reason]
    strained: bool


class Strains(BaseModel):
    """Of everybody, whoever has most reasons first."""

    rule: str
    """The rule of the configuration by which it is judged."""
    source: str
    staff: list[StrainView]


class MeanView(View):
    """A mean of many: of a unit, or of several small ones together (`unit` is null)."""

    unit: UUID | None
    people: int
    percent: int
    strained: int
    """How many of them show signs of strain."""


class ProposalView(View):
    """A candidate, with what speaks for them."""

    staff: UUID
    percent: int
    """Their load now."""
    score: int | None
    """The sum of the parts; null for somebody who is away."""
    parts: dict[FitPart, int]
    deputy: UUID | None
    """Who stands in for somebody who is away."""


class Proposals(BaseModel):
    """Who should be given the case, the best first. You decide: the list only says what it was made of."""

    rule: str
    source: str
    candidates: list[ProposalView]


class MoveView(View):
    """One case of a plan."""

    case: UUID
    version: int
    to: UUID | None
    """Who should get it; null when nobody of those asked for is there."""


class MovePlan(BaseModel):
    """A caseload as it could be moved: change what you like, and send it to `…/caseload/move`."""

    moves: list[MoveView]


class MoveWish(BaseModel):
    """One case, at the version that you saw, and who gets it."""

    model_config = taking(case=_CASE, version=2, to=_SOMEBODY)

    case: UUID
    version: StrictInt = Field(ge=1, le=2**53)
    to: UUID


class MoveAll(BaseModel):
    """Which cases go to whom: all of them, or none."""

    model_config = taking(moves=[{"case": _CASE, "version": 2, "to": _SOMEBODY}])

    moves: list[MoveWish] = Field(min_length=1, max_length=AT_ONCE)


class Moved(BaseModel):
    """The cases that were moved, with their versions now."""

    moves: list[MoveView]


class DistanceWish(BaseModel):
    """How far it is to the family or person, one way, in minutes."""

    model_config = taking(minutes=35)

    minutes: StrictInt = Field(ge=0, le=600)


class DistanceView(View):
    """How far it is to a case, one way, in minutes."""

    id: UUID
    minutes: int
    version: int


class TeamEventWish(BaseModel):
    """What a team did. There is no field for a name, and one person is no team."""

    model_config = taking(kind="creative_workshop", held_on="2026-03-13", participants=14, minutes=120)

    kind: TeamEventKind
    held_on: Day
    participants: StrictInt = Field(ge=2, le=10_000)
    minutes: StrictInt = Field(ge=1, le=1440)
    unit: UUID | None = None
    """Whose event it was; null when it was everybody's."""


class TeamEventView(View):
    """What a team did."""

    id: UUID
    kind: TeamEventKind
    held_on: date
    participants: int
    duration: int
    """Minutes."""
    unit: UUID | None
