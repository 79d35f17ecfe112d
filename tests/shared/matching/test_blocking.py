"""Two descriptions of one person share a key, whichever of the usual mistakes was made."""

from datetime import date

import pytest
from hypothesis import given

from shared.matching import blocks, described
from tests.shared.matching.samples import DESCRIPTIONS

ANNA = {
    "given_name": "Anna", "family_name": "Bērziņa", "birth_date": date(1990, 5, 6), "phone": "+371 20000001",
    "address": "Lielā iela 5-12, Liepāja, LV-3401",
}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"given_name": "Berzina", "family_name": "ANNA", "birth_date": None, "phone": None, "address": None},
        {"family_name": "Kalniņa", "phone": None, "address": None},
        {"given_name": "Ana", "family_name": "Berzena", "phone": None, "address": None},
        {"family_name": "Kalniņa", "birth_date": None, "phone": "20000001", "address": None},
        {"given_name": "Anita", "birth_date": None, "phone": None, "address": "Lielā iela 5-12, Liepāja"},
    ],
    ids=[
        "names swapped, and nothing else known",
        "married",
        "misspelt",
        "another family name, the same phone",
        "the same house",
    ],
)
def test_they_share_a_key(changed):
    assert set(blocks(described(**ANNA))) & set(blocks(described(**ANNA | changed)))


@pytest.mark.parametrize("known", [{}, {"given_name": "Anna"}, {"address": "Lielā iela 5"}, {"personal_code": "x"}])
def test_too_little_gives_no_key(known):
    assert blocks(described(**known)) == ()


@given(DESCRIPTIONS)
def test_keys_are_few_and_differ(who):
    keys = blocks(who)
    assert len(keys) == len(set(keys)) <= 5
