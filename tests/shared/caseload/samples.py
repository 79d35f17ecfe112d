"""Weights and workers as the sample municipality has them."""

from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from shared.caseload.load import Cases, Load, Worker, load
from shared.caseload.weight import Features
from shared.contracts.codes import AgeBand, NeedCode, Priority, StaffRole
from shared.settings import Settings

CASELOAD = Settings.load("liepaja", {}).caseload
TODAY = date(2026, 3, 16)
WEIGHTS, STRAIN = CASELOAD.weights_on(TODAY), CASELOAD.strain_on(TODAY)
ROUTINE = Features(Priority.ROUTINE, (), AgeBand.AGE_25_64)
VIOLENT = Features(Priority.STAT, (NeedCode.VIOLENCE_IN_FAMILY,), AgeBand.AGE_7_13)


def named(name: str) -> UUID:
    return uuid5(NAMESPACE_OID, name)


def worker(name: str = "a", cases: int = 0, violent: int = 0, **changed) -> Worker:
    """Somebody with so many routine cases and so many with violence."""
    alike = Cases.alike({ROUTINE: cases, VIOLENT: violent})
    return Worker(named(name), **{"unit": named("unit"), "role": StaffRole.SOCIAL_WORKER, "cases": alike} | changed)


def carried(name: str = "a", cases: int = 0, violent: int = 0, **changed) -> Load:
    return load(worker(name, cases, violent, **changed), WEIGHTS)
