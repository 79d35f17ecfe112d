"""What concerns units and staff: rows of files, days that begin, and the service's own facts after a restore."""

from collections.abc import Iterable

from services.cases.domain.rules import Rules
from services.cases.domain.units import absence, listing, presence, staff, training, tree, unit
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.training import Training, training_id
from services.cases.domain.units.tree import UnitTree
from services.cases.domain.units.unit import Unit
from shared.contracts.units import StaffAbsenceChanged, StaffChanged, TrainingRecorded, UnitChanged
from shared.decision import Cause, Decision, Handler, Ref, World

COMMANDS = {
    "unit-row": Handler(listing.unit_refs, listing.list_unit),
    "staff-row": Handler(listing.staff_refs, listing.list_staff),
    "unit-missing": Handler(listing.missing_unit_refs, listing.close_unit),
    "staff-missing": Handler(listing.missing_staff_refs, listing.let_go),
}
"""Rows of files, and what a file that is said to be whole does not name."""

TIMERS = {absence.TIMER: Handler(presence.refs, presence.look)}


def _own_unit(fact: UnitChanged, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [tree.REF, (Unit, fact.unit)]


def _replay_unit(world: World, fact: UnitChanged, cause: Cause, rules: Rules) -> Decision:
    grown = tree.grafted(world.get(*tree.REF) or UnitTree(), fact.unit, fact.parent)
    return Decision((grown, unit.evolve(world.get(Unit, fact.unit), fact)))


def _own_staff(fact: StaffChanged | StaffAbsenceChanged, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Staff, fact.staff)]


def _replay_staff(world: World, fact: StaffChanged, cause: Cause, rules: Rules) -> Decision:
    return Decision((staff.evolve(world.get(Staff, fact.staff), fact),))


def _replay_absence(world: World, fact: StaffAbsenceChanged, cause: Cause, rules: Rules) -> Decision:
    after = staff.evolve(world.get(Staff, fact.staff), fact)
    today = absence.today(cause.time)
    due = (timer for one in after.absences for timer in absence.timers(after.id, one, today))
    return Decision((after,), timers=tuple(due))


def _own_training(fact: TrainingRecorded, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Training, training_id(fact.staff, fact.training, fact.completed_on))]


def _replay_training(world: World, fact: TrainingRecorded, cause: Cause, rules: Rules) -> Decision:
    known = world.get(Training, training_id(fact.staff, fact.training, fact.completed_on))
    return Decision((training.evolve(known, fact),))


REPLAYED = {
    UnitChanged.type: Handler(_own_unit, _replay_unit),
    StaffChanged.type: Handler(_own_staff, _replay_staff),
    StaffAbsenceChanged.type: Handler(_own_staff, _replay_absence),
    TrainingRecorded.type: Handler(_own_training, _replay_training),
}
