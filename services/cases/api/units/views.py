"""What the API shows of units and staff. Nobody's name but in the personal read: staff are codes."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Json

from services.cases.api.shape import View
from shared.contracts.codes import StaffRole
from shared.contracts.unit_codes import AbsenceReason, UnitKind


class UnitChangedView(View):
    """A unit after a change."""

    id: UUID
    code: str
    label_lv: str
    label_en: str
    active: bool
    parent: UUID | None
    """The unit it is part of; null at the top of the tree."""
    kind: UnitKind | None
    atvk: str | None
    head: UUID | None
    """Who leads it."""
    version: int
    """Send it as If-Match with the next change."""


class UnitView(UnitChangedView):
    """A unit, with where it is."""

    address: str | None


class MissingUnit(View):
    """An organisation of the catalogue whose unit is not there, or closed."""

    organization: UUID
    code: str
    unit: UUID
    """The unit that it is said to be."""


class InstitutionsView(View):
    """What the municipality names, beside what there is."""

    quoted: int | None
    """How many institutions it says it has; null where it says nothing."""
    source: str | None
    """Where that is said."""
    units: int
    """How many units are open."""
    difference: int | None
    """By how many units there are more than were quoted; below 0 fewer."""
    missing: list[MissingUnit]
    unnamed: list[UnitView]
    """Units that no organisation of the catalogue is: too much, or nobody finds them there."""


class PositionView(View):
    """A position beside the first one."""

    unit: UUID
    role: StaffRole


class StaffChangedView(View):
    """A member of staff after a change."""

    id: UUID
    code: str
    unit: UUID
    role: StaffRole
    absent: bool
    active: bool
    also: list[PositionView]
    """Further positions."""
    languages: list[str]
    deputy: UUID | None
    """Who stands in for them now."""
    version: int


class StaffView(StaffChangedView):
    """A member of staff, with how much they carry."""

    also: Json[list[PositionView]]
    away_until: date | None
    """The last day of the absence they are in, where it is known."""
    open_cases: int


class StaffCount(View):
    """How many work in a unit in a role."""

    unit: UUID
    role: StaffRole
    total: int
    absent: int


class StaffCounts(BaseModel):
    """How many work here, by unit and role; each is counted once, in their first position."""

    total: int
    absent: int
    by_unit_and_role: list[StaffCount]


class AbsenceView(View):
    """An absence. Why somebody is away is read by supervisors and the head only, and each reading is recorded."""

    id: UUID
    reason: AbsenceReason
    first: date
    last: date | None
    deputy: UUID | None


class Absences(View):
    """All absences of a member of staff, the earliest first."""

    absences: Json[list[AbsenceView]]
    version: int


class StaffName(View):
    """What somebody is called."""

    id: UUID
    given_name: str
    family_name: str


class StaffNames(BaseModel):
    """The names that are known; others are left out."""

    names: list[StaffName]


class TrainingView(View):
    """A training of a member of staff."""

    id: UUID
    staff: UUID
    training: str
    completed_on: date
    valid_until: date | None
    """The last day on which it counts; null when it does not run out."""
    version: int


class LackView(View):
    """Somebody who has to have a training and does not."""

    staff: UUID
    unit: UUID
    role: StaffRole
    ended: date | None
    """When theirs ran out; null when they never had it."""


class TrainingKind(BaseModel):
    """A training that the municipality asks for."""

    code: str
    name_lv: str
    name_en: str
    needed_by: list[StaffRole]
    helps_with: list[str]
    source: str
