"""Codes and the systems they are of. A code of another system that we have no counterpart for is kept as it was sent.

Systems whose names begin with `urn:tilts:` are the code lists of the partners' page.
"""

from services.intake.fhir.resources import CodeableConcept, Coding
from shared.contracts.codes import NeedCode

KINDS = "urn:tilts:referral-kind"
NEEDS = "urn:tilts:need"
STATES = "urn:tilts:referral-state"
DECLINED = "urn:tilts:decline-reason"
WITHDRAWN = "urn:tilts:withdrawal-reason"
OUTCOMES = "urn:tilts:referral-outcome"
MISSING = "urn:tilts:information"
TOLD = "urn:tilts:task-output"
PROBLEMS = "urn:tilts:problem"
NUMBERS = "urn:tilts:referral-number"
PERSONAL_CODES = "urn:tilts:personal-code"
"""Identifiers of a Patient under this name are personal codes (personas kods)."""

_GRAVITY = "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
NEEDS_ELSEWHERE = {
    # The Gravity Project's categories of social determinants; the others of them have no counterpart here.
    (_GRAVITY, "intimate-partner-violence"): NeedCode.VIOLENCE_IN_FAMILY,
}


def kind(concept: CodeableConcept) -> str:
    """The kind of referral, or the raw code of another system; `other` when there is no code."""
    return _ours(concept, KINDS) or _raw(concept) or "other"


def need(concept: CodeableConcept) -> str | None:
    """What help is needed, or the raw code of another system; None when there are words only."""
    if ours := _ours(concept, NEEDS):
        return ours
    known = (NEEDS_ELSEWHERE.get((coding.system, coding.code)) for coding in concept.coding)
    return next(filter(None, known), None) or _raw(concept)


def withdrawal(concept: CodeableConcept) -> str | None:
    """Why a referral is taken back; None when nothing is said."""
    return _ours(concept, WITHDRAWN) or _raw(concept)


def concept(system: str, code: str) -> dict:
    """A CodeableConcept of one of our codes."""
    return {"coding": [{"system": system, "code": str(code)}]}


def _ours(concept: CodeableConcept, system: str) -> str | None:
    return next((one.code for one in concept.coding if one.system == system and one.code), None)


def _raw(concept: CodeableConcept) -> str | None:
    coded: list[Coding] = [one for one in concept.coding if one.code]
    return coded[0].raw if coded else None
