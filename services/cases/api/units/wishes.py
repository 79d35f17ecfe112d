"""What is sent about units and staff."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool

from services.cases.api.shape import taking, taking_some
from services.cases.domain.units.listing import Language, PublicName
from services.cases.domain.units.staff import Position
from shared.contracts.codes import StaffRole
from shared.contracts.fields import AtvkCode, RuleCode
from shared.contracts.partner.fields import Address
from shared.contracts.unit_codes import AbsenceReason, UnitKind
from shared.http.partial import Partial
from shared.http.written import Day

_SOMEBODY = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"
_UNIT = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e04"


class ChangeUnit(Partial):
    """What is different about a unit."""

    model_config = taking_some(parent=_UNIT, kind="day_centre")

    label_lv: PublicName = Field(default_factory=str)
    label_en: PublicName = Field(default_factory=str)
    active: StrictBool = True
    parent: UUID | None = None
    kind: UnitKind | None = None
    atvk: AtvkCode | None = None
    address: Address | None = None
    head: UUID | None = None


class PositionWish(BaseModel):
    """A further position."""

    model_config = taking(unit=_UNIT, role="psychologist")

    unit: UUID
    role: StaffRole


class ChangeStaff(Partial):
    """What is different about a member of staff."""

    model_config = taking_some(role="supervisor", languages=["lv", "ru"])

    unit: UUID = Field(default=UUID(int=0))
    role: StaffRole = StaffRole.OTHER
    active: StrictBool = True
    also: list[PositionWish] = Field(default=[], max_length=10)
    languages: list[Language] = Field(default=[], max_length=10)

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        if "also" in found:
            found["also"] = tuple(Position(one.unit, one.role) for one in self.also)
        if "languages" in found:
            found["languages"] = tuple(self.languages)
        return found

    @property
    def units(self) -> list[UUID]:
        """The units that it names."""
        return [*([self.unit] if "unit" in self.model_fields_set else []), *(one.unit for one in self.also)]


class BeginAbsence(BaseModel):
    """Somebody is away from a day on; leave `last` out while nobody knows it."""

    model_config = taking(reason="vacation", first="2026-11-23", last="2026-11-27", deputy=_SOMEBODY)

    reason: AbsenceReason
    first: Day
    last: Day | None = None
    deputy: UUID | None = None
    """Who stands in; null for nobody."""


class EndAbsence(BaseModel):
    """The last day on which they are away, earlier or later than it was; before the first, it is called off."""

    model_config = taking(last="2026-11-25")

    last: Day


class Appoint(BaseModel):
    """Who stands in; null for nobody."""

    model_config = taking(deputy=_SOMEBODY)

    deputy: UUID | None


class RecordTraining(BaseModel):
    """A training that somebody has finished; the same one of the same day again corrects until when it counts."""

    model_config = taking(training="vardarbiba", completed_on="2026-05-16", valid_until="2031-05-15")

    training: RuleCode
    completed_on: Day
    valid_until: Day | None = None


class StaffAsked(BaseModel):
    """Whose names are read."""

    model_config = taking(staff=[_SOMEBODY])

    staff: list[UUID] = Field(min_length=1, max_length=200)
