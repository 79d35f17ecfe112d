"""Candidates, and what speaks for them in the sample municipality."""

from services.cases.domain.caseload.fit import Candidate
from shared.contracts.codes import StaffRole
from shared.settings import Settings
from tests.services.cases.samples import person
from tests.services.cases.units.samples import FAMILIES
from tests.shared.caseload.samples import TODAY

SETTINGS = Settings.load("liepaja", {})
FIT = SETTINGS.caseload.fit_on(TODAY)
HELPS = {code: training.helps_with for code, training in SETTINGS.trainings.items()}


def candidate(name: str, percent: int = 0, **changed) -> Candidate:
    told = {"units": (FAMILIES,), "role": StaffRole.SOCIAL_WORKER, "percent": percent}
    return Candidate(person(name), **told | changed)
