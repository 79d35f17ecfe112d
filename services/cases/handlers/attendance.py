"""Sessions, attendance and home care: rows of files, and their rebuilding from the log."""

from collections.abc import Iterable

from services.cases.domain.attendance import attendance, session
from services.cases.domain.attendance.attendance import Attendance
from services.cases.domain.attendance.session import Session
from services.cases.domain.homecare import entry, listing, plan
from services.cases.domain.homecare.entry import CareEntry
from services.cases.domain.homecare.plan import CarePlan
from services.cases.domain.rules import Rules
from services.cases.handlers.case_file import replaying
from shared.contracts import attendance as told
from shared.decision import Cause, Decision, Handler, Ref, World

COMMANDS = {"care-row": Handler(listing.refs, listing.bring_in)}
"""Rows of files."""


def _refs(fact: told.AttendanceRecorded, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Session, fact.session), (Attendance, fact.attendance)]


def _replay(world: World, fact: told.AttendanceRecorded, cause: Cause, rules: Rules) -> Decision:
    before = world.get(Attendance, fact.attendance)
    counted = session.counted_in(world.get(Session, fact.session), before and before.result, fact.result)
    return Decision((counted, attendance.evolve(before, fact)))


_SESSION = replaying(Session, "session", session.evolve)
_ENTRY = replaying(CareEntry, "entry", entry.evolve)

REPLAYED = {
    **{
        fact.type: _SESSION
        for fact in (
            told.SessionPlanned, told.SessionChanged, told.SessionHeld, told.SessionCancelled, told.SessionCounted,
        )
    },
    told.AttendanceRecorded.type: Handler(_refs, _replay),
    told.CarePlanned.type: replaying(CarePlan, "request", plan.evolve),
    **{fact.type: _ENTRY for fact in (told.CareDelivered, told.CareCorrected)},
}  # fmt: skip
