"""Who is meant: the same person by code, somebody new otherwise, and then compared: linked, proposed, or left alone."""

import pytest

from services.intake.domain.people.block import MOST, Block
from services.intake.domain.people.match import MatchState, PersonMatch
from services.intake.domain.people.person import Person, PersonCode
from services.intake.domain.people.recognise import PersonKey
from services.intake.domain.referral import Referral
from shared.contracts.intake import ReferralReceived, ReferralTriaged
from shared.contracts.people import PersonsLinked
from shared.matching import Agreement, MatchField
from tests.services.intake.life import corrects
from tests.services.intake.samples import HOSPITAL, RULES, SCHOOL, registered
from tests.services.memory import Memory

JANIS = {"given_name": "Jānis", "family_name": "Bērziņš", "birth_date": "1961-02-03", "phone": "+371 20000001"}
NAMES = {"given_name": "Jānis", "family_name": "Bērziņš"}
OLD, NEW, ANOTHER = "030261-10007", "328673-00679", "161175-19997"


def told(memory: Memory, *described: dict, partner: str = SCHOOL) -> list[Person]:
    """The people of referrals that describe them so, one after another; somebody told of twice stands there twice."""
    for number, subject in enumerate(described, len(memory.of(Referral))):
        registered(memory, f"m{number}", partner=partner, kind="other", reference=f"R{number}", subject=subject)
    people = (memory.states[Person, referral.subjects[0]] for referral in memory.of(Referral))
    return list(people)[-len(described) :]


def states(memory: Memory) -> list[MatchState]:
    return [pair.state for pair in memory.of(PersonMatch)]


@pytest.mark.parametrize(
    ("again", "state"),
    [
        (JANIS, MatchState.LINKED),
        (JANIS | {"given_name": "JANIS", "family_name": "Berzins", "phone": "20000001"}, MatchState.LINKED),
        (JANIS | {"given_name": "Bērziņš", "family_name": "Jānis"}, MatchState.LINKED),
        (JANIS | {"phone": "+371 20000002"}, MatchState.PROPOSED),
        (JANIS | {"family_name": "Kalniņš"}, MatchState.PROPOSED),
        (JANIS | {"birth_date": "1961-03-02"}, MatchState.PROPOSED),
        (JANIS | {"given_name": "Jana"}, None),
        (NAMES | {"phone": "+371 20000001"}, MatchState.PROPOSED),
        (NAMES, None),
        ({"phone": "+371 20000001"}, None),
        ({"description": "Vīrs ar baltu suni"}, None),
    ],
    ids=[
        "all the same",
        "written otherwise",
        "the names the other way round",
        "another phone",
        "another family name",
        "day and month swapped",
        "a twin sister at the same phone",
        "no date of birth",
        "a name alone",
        "a phone alone",
        "a description alone",
    ],
)
def test_whoever_has_no_code_is_somebody_new_and_is_compared(again, state):
    memory = Memory(RULES)
    first, second = told(memory, JANIS, again)
    assert first.id != second.id
    assert states(memory) == ([state] if state else [])
    assert second.met == ((first.id,) if state else ())


def test_a_certain_match_is_told_and_explained():
    memory = Memory(RULES)
    first, second = told(memory, JANIS, JANIS)
    (fact,) = [fact for fact in memory.facts if isinstance(fact, PersonsLinked)]
    assert fact == PersonsLinked(person=second.id, other=first.id, score=100, rule="same-person")
    (pair,) = memory.of(PersonMatch)
    exact = {found.field for found in pair.fields if found.agreement is Agreement.EXACT}
    assert exact == {MatchField.GIVEN_NAME, MatchField.FAMILY_NAME, MatchField.BIRTH_DATE, MatchField.PHONE}


def test_a_link_changes_neither_of_the_two():
    memory = Memory(RULES)
    (first,) = told(memory, JANIS)
    told(memory, JANIS | {"address": "Lielā iela 5, Liepāja"})
    assert memory.states[Person, first.id] == first


@pytest.mark.parametrize("flags", [{"urgent": True}, {"kind": "police.family_violence"}, {"kind": "inquiry"}], ids=str)
def test_matching_is_the_same_whatever_else_is_said(flags):
    memory = Memory(RULES)
    told(memory, JANIS)
    registered(memory, "again", partner=None, subject=JANIS, **flags)
    assert states(memory) == [MatchState.LINKED]


def test_a_correction_takes_the_same_path():
    memory = Memory(RULES)
    told(memory, JANIS)
    registered(memory, "m1", subject={"description": "Kāds vīrs"})
    corrects(memory, subject=JANIS)
    assert states(memory) == [MatchState.LINKED]


def test_the_same_report_of_two_partners_is_two_referrals_of_one_subject():
    memory = Memory(RULES)
    told(memory, NAMES | {"personal_code": OLD})
    told(memory, NAMES | {"personal_code": OLD}, partner=HOSPITAL)
    one, other = memory.of(Referral)
    assert one.id != other.id
    assert one.subjects == other.subjects
    assert memory.of(PersonMatch) == []


def test_what_is_known_is_not_replaced_and_what_is_not_is_filled():
    memory = Memory(RULES)
    first = NAMES | {"personal_code": OLD, "phone": "+371 20000001"}
    then = {"given_name": "Janis", "family_name": "Berzins", "phone": "+371 2", "address": "Lielā iela 5"}
    *_, who = told(memory, first, then | {"personal_code": OLD})
    assert (who.given_name, who.family_name, who.phone, who.address) == (
        "Jānis", "Bērziņš", "+371 20000001", "Lielā iela 5"
    )  # fmt: skip
    assert who.version == 2


def test_somebody_met_again_with_something_new_is_compared_again():
    memory = Memory(RULES)
    told(memory, JANIS, {"personal_code": NEW} | NAMES)
    assert states(memory) == []
    told(memory, {"personal_code": NEW} | JANIS)
    assert states(memory) == [MatchState.LINKED]


def test_a_pair_is_made_once():
    memory = Memory(RULES)
    told(memory, JANIS | {"partner_person_id": "p-1"}, JANIS | {"partner_person_id": "p-2"})
    pairs = memory.of(PersonMatch)
    told(memory, JANIS | {"partner_person_id": "p-1", "address": "Lielā iela 5"})
    told(memory, JANIS | {"partner_person_id": "p-2", "address": "Lielā iela 5"})
    assert memory.of(PersonMatch) == pairs


@pytest.mark.parametrize(("first", "then", "current"), [(OLD, NEW, NEW), (NEW, OLD, NEW), (OLD, ANOTHER, OLD)])
def test_a_person_keeps_every_code_and_is_found_by_each(first, then, current):
    memory = Memory(RULES)
    pupil = NAMES | {"partner_person_id": "p-1"}
    people = told(
        memory, pupil | {"personal_code": first}, pupil | {"personal_code": then}, NAMES | {"personal_code": first},
        NAMES | {"personal_code": then},
    )  # fmt: skip
    assert len({person.id for person in people}) == 1
    assert [code.code for code in memory.of(PersonCode)] == [first, then]
    assert people[-1].personal_code == current


ZANE = {"given_name": "Zane", "family_name": "Ozola", "birth_date": "1999-09-09", "personal_code": ANOTHER}
PAULS = {"given_name": "Pauls", "family_name": "Eglītis", "birth_date": "1950-01-01", "personal_code": ANOTHER}


def test_a_code_that_belongs_to_two_people_makes_them_two_and_shows_the_conflict():
    memory = Memory(RULES)
    zane, pauls = told(memory, ZANE, PAULS)
    assert zane.id != pauls.id
    (pair,) = memory.of(PersonMatch)
    assert (pair.state, pair.score) == (MatchState.PROPOSED, 0)
    agreements = {found.field: found.agreement for found in pair.fields}
    assert agreements[MatchField.PERSONAL_CODE] is Agreement.EXACT
    assert agreements[MatchField.BIRTH_DATE] is Agreement.DIFFERS


def test_each_of_the_two_is_found_again_by_the_code_they_share():
    memory = Memory(RULES)
    zane, pauls = told(memory, ZANE, PAULS)
    again = told(memory, PAULS, ZANE, {"personal_code": ANOTHER})
    assert [person.id for person in again] == [pauls.id, zane.id, zane.id]
    (key,) = memory.of(PersonKey)
    assert key.people == (zane.id, pauls.id)
    assert len(memory.of(PersonMatch)) == 1


def test_an_own_id_and_a_code_that_name_two_entries_propose_them():
    memory = Memory(RULES)
    own = NAMES | {"partner_person_id": "p-1"}
    by_code, by_id, both = told(memory, NAMES | {"personal_code": OLD}, own, own | {"personal_code": OLD})
    assert both.id == by_code.id != by_id.id
    assert states(memory) == [MatchState.PROPOSED]


def test_a_block_that_is_too_common_is_used_no_more():
    memory = Memory(RULES)
    crowd = told(memory, *({"given_name": "Jānis", "family_name": "Bērziņš"} for _ in range(MOST + 3)))
    (block,) = memory.of(Block)
    assert block.people == tuple(person.id for person in crowd[:MOST])
    assert block.leads_to == ()


def test_what_was_found_holds_nothing_up():
    memory = Memory(RULES)
    told(memory, JANIS)
    decision = registered(memory, "again", kind="other", subject=JANIS)
    assert [type(fact) for fact in decision.facts] == [ReferralReceived, ReferralTriaged, PersonsLinked]
    assert len(decision.replies) == 1


def test_the_index_cannot_be_read():
    memory = Memory(RULES)
    told(memory, JANIS | {"address": "Lielā iela 5", "personal_code": OLD, "partner_person_id": "p-1"})
    ids = [state.id for kind in (Block, PersonKey) for state in memory.of(kind)]
    assert len(ids) == 7
    assert all(len(id) == 64 and int(id, 16) for id in ids)
