"""Accepted referrals, and cases that grew from them."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from services.cases.domain.case import Case
from services.cases.domain.units.absence import Absence
from services.cases.domain.units.configured import configure
from services.cases.domain.units.staff import Staff
from services.cases.handlers import FACTS, MARKING
from services.cases.rules import rules
from shared.calendar import RIGA
from shared.contracts.codes import AgeBand, NeedCode, Priority, ReferralKind
from shared.contracts.intake import ReferralAccepted
from shared.contracts.unit_codes import AbsenceReason
from shared.settings import Settings
from shared.settings.municipality import staff_id
from tests.services.memory import NOBODY, Memory, cause

RULES = rules(Settings.load("liepaja", {}))
MONDAY = datetime(2026, 3, 16, 9, 30, tzinfo=RIGA)
MARTA, LIGITA = staff_id("liepaja", "marta"), staff_id("liepaja", "ligita")


def person(name: str) -> UUID:
    return uuid5(NOBODY, name)


def accepted(name: str = "r1", needs: tuple[NeedCode, ...] = (), age: AgeBand = AgeBand.AGE_7_13) -> ReferralAccepted:
    """A referral that intake accepted; one for each `name`."""
    return ReferralAccepted(
        referral=uuid5(NOBODY, f"referral {name}"), number="LPX-2026-000001", kind=ReferralKind.SCHOOL_ABSENCE,
        priority=Priority.ASAP, needs=needs, subjects=(person(name),), age_band=age, due_at=MONDAY,
    )  # fmt: skip


def service() -> Memory:
    """Cases in memory, with its units and staff."""
    memory = Memory(RULES, everywhere=MARKING.refs)
    wanted = (*RULES.units, *RULES.staff)
    memory.take([(type(state), state.id) for state in wanted], lambda world: configure(world, wanted))
    memory.facts.clear()
    return memory


def opened(memory: Memory, name: str = "r1", **changed) -> Case:
    """The case that an accepted referral leads to."""
    fact = accepted(name, **changed)
    memory.hear(FACTS[fact.type], fact, cause(name, MONDAY, by="intake"))
    return memory.of(Case)[-1]


def absent(memory: Memory, id: UUID) -> None:
    """Somebody is away."""
    there = memory.states[Staff, id]
    absence = Absence(person("absence"), AbsenceReason.OTHER, MONDAY.date())
    memory.states[Staff, id] = replace(there, absent=True, absences=(absence,))
