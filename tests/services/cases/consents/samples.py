"""A case about a child and its mother, and what they say to the text that is read to them."""

from dataclasses import replace
from datetime import timedelta

from services.cases.domain.case import Case
from services.cases.domain.consents import record
from services.cases.domain.consents.consent import Allowance, Consent
from services.cases.domain.consents.said import Said
from shared.contracts.codes import FieldSet, PartnerKind
from shared.contracts.consent_codes import ConsentAnswer, ConsentCapacity, ConsentMode
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, person, service
from tests.services.memory import Memory, cause

CHILD, MOTHER = person("r1"), person("mother")
DAY = timedelta(days=1)
SCHOOL = Allowance(PartnerKind.SCHOOL, "support", FieldSet.CONTACT)
HOSPITAL = Allowance(PartnerKind.HOSPITAL, "care-planning", FieldSet.IDENTITY_AND_CONTACT)
SPOKEN = Said(
    CHILD, MOTHER, ConsentCapacity.PARENT, "sharing-with-partners", 1, ConsentAnswer.GRANTED, ConsentMode.PHONE, MONDAY,
    (SCHOOL, HOSPITAL), LIGITA, "Tikai klases audzinātājai.",
)  # fmt: skip
REFUSED = {"answer": ConsentAnswer.REFUSED, "allowances": ()}


def case_of_two() -> Memory:
    """An open case about a child and its mother."""
    memory = service()
    case = opened(memory)
    memory.states[Case, case.id] = replace(case, subjects=(CHILD, MOTHER))
    memory.facts.clear()
    return memory


def say(memory: Memory, at=MONDAY, by=MARTA, name: str = "said", **changed) -> Consent:
    """Somebody says something, as `SPOKEN` but for what is changed."""
    why, case = cause(name, at, by=str(by)), (Case, memory.of(Case)[0].id)
    said = replace(SPOKEN, **changed)
    memory.take([case], lambda world: record.record(world.get(*case), said, world, why, RULES))
    return memory.states[Consent, record.consent_id(why)]
