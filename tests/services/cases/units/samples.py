"""Units and staff in memory, and what is done about them."""

from datetime import date, datetime

from services.cases.domain.units import presence, tree
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.unit import Unit, change, refs
from services.cases.handlers import COMMANDS, TIMERS
from shared.calendar import RIGA
from shared.contracts.unit_codes import AbsenceReason
from shared.decision import Cause, Decision, Timer
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES
from tests.services.memory import Memory, cause

ANDRIS, EVIJA = (RULES.staff_id(code) for code in ("andris", "evija"))
FAMILIES, ADULTS = RULES.unit_id("berniem-un-gimenem"), RULES.unit_id("pieaugusajiem")
TODAY = MONDAY.date()
__all__ = ["ADULTS", "ANDRIS", "EVIJA", "FAMILIES", "LIGITA", "MARTA", "MONDAY", "RULES", "TODAY"]


def day(number: int) -> date:
    """A day of the month of March 2026; Monday is the 16th."""
    return date(2026, 3, number)


def at(number: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=RIGA)


def row(memory: Memory, command: str, said: object, name: str = "file") -> Decision:
    """A row of a file takes effect."""
    return memory.hear(COMMANDS[command], said, cause(f"{name} {said}", MONDAY))


def away(
    memory: Memory, first: date, last: date | None = None, *, staff=MARTA, deputy=None, when: datetime = MONDAY,
    reason: AbsenceReason = AbsenceReason.SICKNESS,
) -> Decision:  # fmt: skip
    """Somebody is away; timers of the decision are kept by the caller."""
    why = cause(f"away {staff} {first} {last}", when)

    def decide(world) -> Decision:
        stands_in = world.get(Staff, deputy) if deputy else None
        return presence.begin(world.get(Staff, staff), reason, first, last, stands_in, why)

    asked = [(Staff, staff), *([(Staff, deputy)] if deputy else [])]
    return memory.take(asked, decide)


def on(memory: Memory, rule, *how, staff=MARTA, why: Cause | None = None) -> Decision:
    """A rule about one member of staff takes effect."""
    return memory.take([(Staff, staff)], lambda world: rule(world.get(Staff, staff), *how, why or cause("on", MONDAY)))


def day_begins(memory: Memory, timer: Timer) -> Decision:
    return memory.hear(TIMERS[timer.kind], timer, cause(f"timer {timer.due}", timer.due))


def moved(memory: Memory, unit, **changes) -> Decision:
    """A unit is changed."""
    return memory.take(refs(unit, changes), lambda world: change(world, world.get(Unit, unit), changes, RULES))


def the_tree(memory: Memory) -> tree.UnitTree:
    return memory.states[tree.REF]
