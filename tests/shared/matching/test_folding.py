"""How a name is written does not matter, which name it is does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.matching import fold, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Bērziņš", "berzins"),
        ("BĒRZIŅŠ", "berzins"),
        ("Be\u0304rzin\u0327s\u030c", "berzins"),
        ("Bērziņa", "berzina"),
        ("Āčēģīķļņōŗšūž", "acegiklnorsuz"),
        ("Ozola-Kalniņa", "ozola kalnina"),
        ("O'Braiens", "obraiens"),
        ("O’Braiens", "obraiens"),
        ("Łukasz Sjöberg", "lukasz sjoberg"),
        ("Weiß", "weiss"),
        ("Иванов", "иванов"),
        ("  Jānis \t Bērziņš, jun. ", "janis berzins jun"),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_name_is_folded(written, folded):
    assert fold(written) == folded


def test_a_name_the_other_way_round_has_the_same_words():
    assert tokens("Anna Marija", "Bērziņa") == tokens("Bērziņa Anna", "marija", None)


@given(st.text(max_size=30))
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_nothing_but_words_is_left(text):
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(char.isalnum() or char == " " for char in folded)
