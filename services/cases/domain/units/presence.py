"""Who is away, from when to when, and who stands in: entered, changed, called off; in effect when its day begins."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.cases.domain.rules import Rules
from services.cases.domain.units import absence as absences
from services.cases.domain.units.absence import Absence
from services.cases.domain.units.staff import Staff, told
from shared.contracts.unit_codes import AbsenceReason
from shared.contracts.units import StaffAbsenceChanged
from shared.decision import Cause, Decision, Ref, Refusal, Timer, World


def begin(
    staff: Staff, reason: AbsenceReason, first: date, last: date | None, deputy: Staff | None, cause: Cause
) -> Decision:
    """Somebody is or will be away. Raises Refusal when the days cannot be, or the deputy is not there then."""
    absence = Absence(cause.derive("absence"), reason, first, last, deputy.id if deputy else None)
    _must_stand_in(staff, deputy, absence)
    return _changed(staff, absences.checked(absence, staff.absences), cause)


def end(staff: Staff, absence: UUID, last: date, cause: Cause) -> Decision:
    """They are away until `last` and no longer (or longer); before its first day the absence is called off.

    Raises Refusal when there is no such absence, or the days are those of another one.
    """
    known, others = _apart(staff, absence)
    if last < known.first:
        return _changed(staff, known, cause, cancelled=True)
    return _changed(staff, absences.checked(replace(known, last=last), others), cause)


def appoint(staff: Staff, absence: UUID, deputy: Staff | None, cause: Cause) -> Decision:
    """Somebody else stands in, or nobody. Raises Refusal when there is no such absence or they are not there then."""
    known, _ = _apart(staff, absence)
    after = replace(known, deputy=deputy.id if deputy else None)
    _must_stand_in(staff, deputy, after)
    return _changed(staff, after, cause)


def refs(timer: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Staff, UUID(str(timer.key)))]


def look(world: World, timer: Timer, cause: Cause, rules: Rules) -> Decision:
    """A day begins on which somebody leaves or is back."""
    staff = world.get(Staff, UUID(str(timer.key)))
    return told(staff, staff.as_of(absences.today(cause.time))) if staff else Decision()


def _changed(staff: Staff, absence: Absence, cause: Cause, *, cancelled: bool = False) -> Decision:
    others = [one for one in staff.absences if one.id != absence.id]
    kept = others if cancelled else sorted([*others, absence], key=lambda one: one.first)
    today = absences.today(cause.time)
    fact = StaffAbsenceChanged(
        staff=staff.id, unit=staff.unit, absence=absence.id, first=absence.first, last=absence.last,
        deputy=absence.deputy, cancelled=cancelled,
    )  # fmt: skip
    after = replace(staff, absences=tuple(kept)).as_of(today)
    due = () if cancelled else absences.timers(staff.id, absence, today)
    return told(staff, after, fact) + Decision(timers=due)


def _apart(staff: Staff, absence: UUID) -> tuple[Absence, list[Absence]]:
    others = [one for one in staff.absences if one.id != absence]
    known = next((one for one in staff.absences if one.id == absence), None)
    if known is None:
        raise Refusal(
            code="absence-unknown", title="They have no such absence", status=404,
            detail="It was called off, or is somebody else's: read their absences again.",
        )  # fmt: skip
    return known, others


def _must_stand_in(staff: Staff, deputy: Staff | None, absence: Absence) -> None:
    """A deputy who is away as well, or has left, is none. None at all is allowed: their unit is told instead."""
    if deputy is None:
        return
    away = deputy.away_on(absence.first)
    if deputy.id == staff.id or not deputy.active or away:
        why = "is the one who is away" if deputy.id == staff.id else "is away on the first day, or has left"
        raise Refusal(
            code="deputy-not-there", title="The deputy is not there", pointers=(("/deputy", why),),
            detail="Name somebody else who works here and is present when the absence begins.",
        )  # fmt: skip
