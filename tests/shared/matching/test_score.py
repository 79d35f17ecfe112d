"""The score: the same from both sides, explained to the point, and nothing that is missing counts against anybody."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.matching import Agreement, MatchField, compare, described, plainly_other
from tests.shared.matching.samples import DESCRIPTIONS, SCALE

JANIS = {
    "given_name": "Jānis", "family_name": "Bērziņš", "birth_date": date(1961, 2, 3), "phone": "+371 20000001",
    "address": "Lielā iela 5-12, Liepāja", "personal_code": "030261-10007",
}  # fmt: skip
PARTS = st.sampled_from(["given_name", "family_name", "birth_date", "personal_code", "phone", "address"])


@pytest.mark.parametrize(
    ("field", "written", "agreement"),
    [
        (MatchField.GIVEN_NAME, "JANIS", Agreement.EXACT),
        (MatchField.GIVEN_NAME, "Jānis Pauls", Agreement.SIMILAR),
        (MatchField.GIVEN_NAME, "Jānīts", Agreement.SIMILAR),
        (MatchField.GIVEN_NAME, "Jana", Agreement.DIFFERS),
        (MatchField.GIVEN_NAME, None, Agreement.MISSING),
        (MatchField.FAMILY_NAME, "Berzins", Agreement.EXACT),
        (MatchField.FAMILY_NAME, "Bērziņa", Agreement.SIMILAR),
        (MatchField.FAMILY_NAME, "Kalniņš", Agreement.DIFFERS),
        (MatchField.BIRTH_DATE, date(1961, 3, 2), Agreement.SIMILAR),
        (MatchField.BIRTH_DATE, date(1961, 2, 8), Agreement.SIMILAR),
        (MatchField.BIRTH_DATE, date(1988, 7, 8), Agreement.DIFFERS),
        (MatchField.PERSONAL_CODE, "030261-10070", Agreement.SIMILAR),
        (MatchField.PERSONAL_CODE, "161175-19997", Agreement.DIFFERS),
        (MatchField.PERSONAL_CODE, "328673-00679", Agreement.MISSING),
        (MatchField.PHONE, "20000001", Agreement.EXACT),
        (MatchField.PHONE, "20000002", Agreement.DIFFERS),
        (MatchField.ADDRESS, "Lielā iela 5-12", Agreement.SIMILAR),
        (MatchField.ADDRESS, "Lielā iela 5-13, Liepāja", Agreement.DIFFERS),
    ],
)
def test_a_field_agrees(field, written, agreement):
    match = compare(described(**JANIS), described(**JANIS | {field: written}), SCALE)
    found = {one.field: one.agreement for one in match.fields}
    assert found.pop(field) is agreement
    assert set(found.values()) == {Agreement.EXACT, Agreement.MISSING}
    assert found.pop(MatchField.PARTNER_PERSON_ID, None) is Agreement.MISSING


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_it_does_not_matter_who_comes_first(one, other):
    assert compare(one, other, SCALE) == compare(other, one, SCALE)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_the_score_is_the_sum_of_its_fields(one, other):
    match = compare(one, other, SCALE)
    assert match.score == min(max(sum(field.points for field in match.fields), 0), 100)
    assert {field.field for field in match.fields} == set(MatchField)


@given(DESCRIPTIONS, DESCRIPTIONS, PARTS)
def test_what_is_missing_says_nothing(one, other, part):
    nothing = {"birth_date": None, "personal_code": None, "phone": None}.get(part, "")
    (found,) = [field for field in compare(replace(one, **{part: nothing}), other, SCALE).fields if field.field == part]
    assert (found.agreement, found.points) == (Agreement.MISSING, 0)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_a_certain_match_is_likely_and_born_on_the_same_day(one, other):
    match = compare(one, other, SCALE)
    certain = match.is_certain(SCALE)
    assert not certain or (match.is_likely(SCALE) and one.birth_date == other.birth_date is not None)


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ({"given_name": "Zane", "family_name": "Ozola", "birth_date": date(1999, 9, 9)}, True),
        ({"given_name": "Zane", "family_name": "Ozola"}, False),
        ({"birth_date": date(1999, 9, 9)}, False),
        ({"family_name": "Kalniņš", "birth_date": date(1999, 9, 9)}, False),
        ({"given_name": None, "family_name": None, "birth_date": date(1999, 9, 9)}, False),
        ({"given_name": "Zane", "family_name": "Ozola", "birth_date": None}, False),
    ],
    ids=["both", "only the names", "only the date", "half of the name", "no name", "no date"],
)
def test_a_shared_code_is_doubted_only_when_names_and_date_of_birth_say_so(changed, other):
    one, two = described(**JANIS), described(**JANIS | changed)
    assert plainly_other(one, two, SCALE) is plainly_other(two, one, SCALE) is other
