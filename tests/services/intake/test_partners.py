"""Partners come from the configuration: a new one is a fact once, an unchanged one never."""

from dataclasses import replace

from services.intake.domain.partners import Partner, configure
from shared.contracts.codes import PartnerKind
from shared.contracts.intake import PartnerOnboarded
from tests.services.intake.samples import RULES
from tests.services.memory import Memory


def brought_in(memory: Memory, *wanted: Partner) -> tuple:
    refs = [(Partner, partner.id) for partner in wanted]
    return memory.take(refs, lambda world: configure(world, wanted)).facts


POLICE = Partner("valsts-policija", PartnerKind.POLICE)
SCHOOL = Partner("skola", PartnerKind.SCHOOL)


def test_every_configured_partner_is_onboarded():
    facts = brought_in(Memory(RULES), *RULES.partners)
    assert {fact.partner for fact in facts} == {
        "atbalsta-biedriba", "barintiesa", "bernudarzs-pasaka", "dienvidkurzeme", "epakalpojumi", "kretinga",
        "krizes-centrs", "liepajas-6-vidusskola", "regionala-slimnica", "samariesi", "valsts-policija",
    }  # fmt: skip


def test_starting_again_says_nothing():
    memory = Memory(RULES)
    brought_in(memory, POLICE, SCHOOL)
    assert brought_in(memory, POLICE, SCHOOL) == ()


def test_only_what_changed_is_said():
    memory = Memory(RULES)
    brought_in(memory, POLICE, SCHOOL)
    kindergarten = Partner("skola", PartnerKind.KINDERGARTEN)
    assert brought_in(memory, POLICE, kindergarten) == (
        PartnerOnboarded(partner="skola", kind=PartnerKind.KINDERGARTEN),
    )
    assert memory.of(Partner) == [POLICE, replace(kindergarten, version=2)]
