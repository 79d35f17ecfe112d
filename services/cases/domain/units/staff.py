"""Members of staff: unit and role, further positions, and when they are away. Names are kept apart, in `names`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from services.cases.domain.units.absence import Absence
from shared.contracts.codes import StaffRole
from shared.contracts.fact import Fact
from shared.contracts.unit_codes import AbsenceReason
from shared.contracts.units import StaffAbsenceChanged, StaffChanged
from shared.decision import Decision, Refusal


@dataclass(frozen=True, slots=True)
class Position:
    """A position (amats) in a unit beside the first one."""

    unit: UUID
    role: StaffRole


@dataclass(frozen=True, slots=True)
class StaffSeed:
    """What the configuration said of somebody when it was read last."""

    unit: UUID
    role: StaffRole


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff. `absent` and `deputy` are as of now: timers change them when a day begins."""

    id: UUID
    code: str
    unit: UUID
    role: StaffRole
    absent: bool = False
    active: bool = True
    also: tuple[Position, ...] = ()
    languages: tuple[str, ...] = ()
    deputy: UUID | None = None
    """Who stands in for them now."""
    absences: tuple[Absence, ...] = ()
    seed: StaffSeed | None = None
    version: int = 1

    @property
    def named(self) -> StaffSeed:
        """What the configuration can say of them."""
        return StaffSeed(self.unit, self.role)

    def away_on(self, day: date) -> Absence | None:
        """The absence in which a day lies."""
        return next((absence for absence in self.absences if absence.covers(day)), None)

    def as_of(self, day: date) -> "Staff":
        """Present or absent as the day has it."""
        away = self.away_on(day)
        return replace(self, absent=away is not None, deputy=away.deputy if away else None)


def must_be_there(staff: Staff | None, day: date) -> Staff:
    """Somebody who can be given something to do on this day.

    Raises Refusal for nobody, for who has left, and for who is away; then it names their deputy.
    """
    if staff is None:
        raise nobody("/staff")
    if not staff.active:
        raise Refusal(
            code="staff-left", title="They do not work here any more", pointers=(("/staff", "has left"),),
            detail="Take somebody who works here out of the list of staff.",
        )  # fmt: skip
    away = staff.away_on(day)
    if away:
        until = f" until {away.last}" if away.last else ""
        who = f"give it to their deputy, {away.deputy}." if away.deputy else "nobody stands in: name a deputy."
        raise Refusal(
            code="staff-absent", title="They are away", detail=f"They are away{until}: {who}",
            pointers=(("/staff", "is away"),),
        )  # fmt: skip
    return staff


def nobody(pointer: str) -> Refusal:
    """The answer to an id that is no member of staff's."""
    return Refusal(
        code="staff-unknown", title="Nobody with this id", detail="There is no member of staff with this id.",
        pointers=((pointer, "is nobody's id"),),
    )  # fmt: skip


def change(staff: Staff, changes: Mapping[str, Any], open_cases: int) -> Decision:
    """Somebody has another unit, role or further positions, or leaves. Raises Refusal while they have open cases then.

    Whether the units exist the caller has asked.
    """
    after = replace(staff, **changes)
    if staff.active and not after.active and open_cases:
        raise Refusal(
            code="cases-left", title="They still have cases",
            detail=f"{open_cases} open case(s) are theirs: move the caseload before they leave.",
            pointers=(("/active", "cannot be false as long as they have cases"),),
        )  # fmt: skip
    return told(staff, after)


def told(before: Staff | None, after: Staff, *facts: Fact) -> Decision:
    """The change of one member of staff, with `facts` about it; and what others see of it, if that is different."""
    if after == before:
        return Decision()
    after = replace(after, version=before.version + 1) if before else after
    seen = () if before and _fact(before) == _fact(after) else (_fact(after),)
    return Decision((after,), (*facts, *seen))


def evolve(staff: Staff | None, fact: StaffChanged | StaffAbsenceChanged) -> Staff:
    """Somebody after a fact about them. Names, code and languages come again with the next import or start."""
    role = fact.role if isinstance(fact, StaffChanged) else StaffRole.OTHER
    known = staff or Staff(fact.staff, str(fact.staff), fact.unit, role, version=0)
    match fact:
        case StaffChanged():
            changed = {
                "unit": fact.unit, "role": fact.role, "absent": fact.absent, "active": fact.active,
                "deputy": fact.deputy, "also": tuple(map(Position, fact.also_units, fact.also_roles)),
            }  # fmt: skip
        case StaffAbsenceChanged():
            changed = {"absences": _with(known.absences, fact)}
    return replace(known, version=known.version + 1, **changed)


def _with(absences: tuple[Absence, ...], fact: StaffAbsenceChanged) -> tuple[Absence, ...]:
    known = next((one for one in absences if one.id == fact.absence), None)
    reason = known.reason if known else AbsenceReason.OTHER
    told = () if fact.cancelled else (Absence(fact.absence, reason, fact.first, fact.last, fact.deputy),)
    return tuple(sorted((*(one for one in absences if one.id != fact.absence), *told), key=lambda one: one.first))


def _fact(staff: Staff) -> StaffChanged:
    return StaffChanged(
        staff=staff.id, unit=staff.unit, role=staff.role, absent=staff.absent, active=staff.active,
        deputy=staff.deputy, also_units=tuple(one.unit for one in staff.also),
        also_roles=tuple(one.role for one in staff.also),
    )  # fmt: skip
