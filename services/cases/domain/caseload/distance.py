"""How far it is to a case: visits cost that time as well, so it weighs."""

from dataclasses import dataclass
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.work import must_be_open
from shared.contracts.units import CaseDistanceNoted
from shared.decision import Decision


@dataclass(frozen=True, slots=True)
class CaseDistance:
    """One way to the family or person of a case, in minutes; its id is the case's."""

    id: UUID
    minutes: int
    version: int = 1


def note(case: Case, known: CaseDistance | None, minutes: int) -> Decision:
    """Note it, or correct it. Raises Refusal for a closed case."""
    must_be_open(case)
    if known and known.minutes == minutes:
        return Decision()
    fact = CaseDistanceNoted(case=case.id, minutes=minutes)
    return Decision((evolve(known, fact),), (fact,))


def evolve(known: CaseDistance | None, fact: CaseDistanceNoted) -> CaseDistance:
    """The distance after a fact about it."""
    return CaseDistance(fact.case, fact.minutes, known.version + 1 if known else 1)
