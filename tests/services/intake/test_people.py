"""Who somebody is: found again by code or by a partner's own id, and how old, as coarse as statistics need it."""

from datetime import date

import pytest

from services.intake.domain.letters import age_band
from services.intake.domain.people.person import Person, completed
from services.intake.domain.people.recognise import PersonKey
from services.intake.domain.referral import Referral
from shared.contracts.codes import AgeBand
from shared.contracts.partner import Subject
from tests.services.intake.samples import HOSPITAL, RULES, SCHOOL, SUBJECT, registered, riga
from tests.services.memory import NOBODY, Memory

ELINA = SUBJECT
NAMELESS_CODE = {"given_name": "Elīna", "family_name": "Paraudziņa"}
OWN_ID = NAMELESS_CODE | {"partner_person_id": "skolens-1187"}


@pytest.mark.parametrize(
    ("first", "then", "same"),
    [
        ((SCHOOL, ELINA), (SCHOOL, ELINA), True),
        ((SCHOOL, ELINA), (HOSPITAL, ELINA), True),
        ((SCHOOL, ELINA), (None, ELINA), True),
        ((SCHOOL, ELINA), (SCHOOL, ELINA | {"personal_code": "09051120006"}), True),
        ((SCHOOL, ELINA), (SCHOOL, ELINA | {"given_name": "Elina", "phone": "+371 20000000"}), True),
        ((SCHOOL, OWN_ID), (SCHOOL, OWN_ID), True),
        ((SCHOOL, ELINA | OWN_ID), (SCHOOL, OWN_ID), True),
        ((SCHOOL, OWN_ID), (HOSPITAL, OWN_ID), False),
        ((SCHOOL, OWN_ID), (None, OWN_ID), False),
        ((None, OWN_ID), (None, OWN_ID), False),
        ((SCHOOL, ELINA), (SCHOOL, ELINA | {"personal_code": "320000-00011"}), False),
        ((SCHOOL, NAMELESS_CODE), (SCHOOL, NAMELESS_CODE), False),
    ],
    ids=[
        "the same code from the same partner",
        "the same code from another partner",
        "the same code at the phone desk",
        "the code without its hyphen",
        "the code, whatever the name is spelt like",
        "the partner's own id",
        "the partner's own id, learnt together with the code",
        "another partner's own id is another matter",
        "a partner's own id means nothing at the phone desk",
        "however often",
        "another code",
        "a name alone never makes two people one",
    ],
)
def test_somebody_is_known_by(first, then, same):
    memory = Memory(RULES)
    for index, (partner, subject) in enumerate((first, then)):
        kind = "other" if partner else "self_referral"
        registered(memory, f"m{index}", partner=partner, kind=kind, subject=subject)
    one, other = (referral.subjects for referral in memory.of(Referral))
    assert (one == other) is same
    assert len(memory.of(Person)) == (1 if same else 2)


def test_the_code_outweighs_a_partner_s_own_id():
    memory = Memory(RULES)
    registered(memory, "m1", subject=ELINA)
    registered(memory, "m2", subject=OWN_ID)
    registered(memory, "m3", subject=ELINA | OWN_ID)
    elina, pupil, both = (referral.subjects for referral in memory.of(Referral))
    assert both == elina != pupil


def test_no_code_or_id_can_be_read_from_a_fingerprint():
    memory = Memory(RULES)
    registered(memory, subject=ELINA | OWN_ID)
    keys = [key.id for key in memory.of(PersonKey)]
    assert len(keys) == 2
    assert all(len(key) == 64 and int(key, 16) for key in keys)


@pytest.mark.parametrize(
    ("born", "today", "band"),
    [
        ("2026-03-16", "2026-03-16", AgeBand.AGE_0_2),
        ("2023-03-17", "2026-03-16", AgeBand.AGE_0_2),
        ("2023-03-16", "2026-03-16", AgeBand.AGE_3_6),
        ("2019-03-16", "2026-03-16", AgeBand.AGE_7_13),
        ("2012-03-16", "2026-03-16", AgeBand.AGE_14_17),
        ("2008-03-17", "2026-03-16", AgeBand.AGE_14_17),
        ("2008-03-16", "2026-03-16", AgeBand.AGE_18_24),
        ("2008-02-29", "2026-02-28", AgeBand.AGE_14_17),
        ("2008-02-29", "2026-03-01", AgeBand.AGE_18_24),
        ("2008-02-29", "2033-02-28", AgeBand.AGE_18_24),
        ("2008-02-29", "2033-03-01", AgeBand.AGE_25_64),
        ("1961-03-17", "2026-03-16", AgeBand.AGE_25_64),
        ("1961-03-16", "2026-03-16", AgeBand.AGE_65_PLUS),
        ("1890-01-01", "2026-03-16", AgeBand.AGE_65_PLUS),
        ("2026-03-17", "2026-03-16", AgeBand.UNKNOWN),
        (None, "2026-03-16", AgeBand.UNKNOWN),
    ],
    ids=str,
)
def test_somebody_born_on_a_day_is_in_a_band_on_another(born, today, band):
    assert age_band(born and date.fromisoformat(born), date.fromisoformat(today)) is band


@pytest.mark.parametrize(
    ("described", "born"),
    [
        ({"personal_code": "090511-20006"}, "2011-05-09"),
        ({"personal_code": "161175-10005"}, "1975-11-16"),
        ({"personal_code": "320000-00011"}, None),
        ({"personal_code": "090511-20006", "birth_date": "2010-05-09"}, "2010-05-09"),
        ({}, None),
    ],
    ids=["an old code tells", "of the last century too", "a new code does not", "what is said wins", "nobody knows"],
)
def test_when_somebody_was_born(described, born):
    found = completed(Person(NOBODY), Subject(given_name="Elīna", family_name="Paraudziņa", **described))
    assert found.birth_date == (born and date.fromisoformat(born))


def test_the_band_is_that_of_the_day_in_liepaja():
    memory = Memory(RULES)
    born_on_the_day_after = SUBJECT | {"personal_code": None, "birth_date": "2023-03-17"}
    subject = {name: value for name, value in born_on_the_day_after.items() if value}
    late = registered(memory, "m1", at=riga("2026-03-16 23:59"), subject=subject)
    midnight = registered(memory, "m2", at=riga("2026-03-17 00:00"), subject=subject)
    assert (late.facts[0].age_band, midnight.facts[0].age_band) == (AgeBand.AGE_0_2, AgeBand.AGE_3_6)
