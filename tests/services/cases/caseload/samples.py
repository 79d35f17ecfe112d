"""Weights, workers and candidates as the sample municipality has them."""

from services.cases.domain.caseload.fit import Candidate
from services.cases.domain.caseload.load import Load, Worker, load
from services.cases.domain.caseload.weight import Features
from shared.contracts.codes import AgeBand, NeedCode, Priority, StaffRole
from shared.settings import Settings
from tests.services.cases.samples import MONDAY, person
from tests.services.cases.units.samples import FAMILIES

SETTINGS = Settings.load("liepaja", {})
CASELOAD = SETTINGS.caseload
TODAY = MONDAY.date()
WEIGHTS, STRAIN, FIT = CASELOAD.weights_on(TODAY), CASELOAD.strain_on(TODAY), CASELOAD.fit_on(TODAY)
HELPS = {code: training.helps_with for code, training in SETTINGS.trainings.items()}
ROUTINE = Features(Priority.ROUTINE, (), AgeBand.AGE_25_64)
VIOLENT = Features(Priority.STAT, (NeedCode.VIOLENCE_IN_FAMILY,), AgeBand.AGE_7_13)


def worker(name: str = "a", cases: int = 0, violent: int = 0, **changed) -> Worker:
    """Somebody with so many routine cases and so many with violence."""
    told = {"unit": FAMILIES, "role": StaffRole.SOCIAL_WORKER, "cases": {ROUTINE: cases, VIOLENT: violent}}
    return Worker(person(name), **told | changed)


def carried(name: str = "a", cases: int = 0, violent: int = 0, **changed) -> Load:
    return load(worker(name, cases, violent, **changed), WEIGHTS)


def candidate(name: str, percent: int = 0, **changed) -> Candidate:
    told = {"units": (FAMILIES,), "role": StaffRole.SOCIAL_WORKER, "percent": percent}
    return Candidate(person(name), **told | changed)
