"""Only the shape of a personal code decides; anything odd about it is a warning for a person to look at."""

from datetime import date

import pytest

from shared.contracts.personal_code import birth_date, normalised, stands_in, warnings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("161175-19997", "161175-19997"),
        ("16117519997", "161175-19997"),
        (" 328673-00679 ", "328673-00679"),
        ("000000-00000", "000000-00000"),
        ("161175-1999", None),
        ("161175--19997", None),
        ("1611751-9997", None),
        ("16117S-19997", None),
        ("١٦١١٧٥-١٩٩٩٧", None),
        ("", None),
    ],
)
def test_a_code_is_eleven_digits_with_or_without_the_hyphen(text, code):
    assert normalised(text) == code


@pytest.mark.parametrize(
    ("code", "odd"),
    [
        ("161175-19997", ()),
        ("328673-00679", ()),
        ("161175-19996", ("checksum",)),
        ("328673-00678", ("checksum",)),
        ("310275-19999", ("birth_date",)),
        ("161175-99997", ("checksum", "birth_date")),
    ],
)
def test_a_wrong_checksum_or_an_impossible_date_is_only_odd(code, odd):
    assert warnings(code) == odd


@pytest.mark.parametrize(
    ("code", "born"),
    [
        ("161175-19997", date(1975, 11, 16)),
        ("010101-20000", date(2001, 1, 1)),
        ("311299-00000", date(1899, 12, 31)),
        ("290200-20000", date(2000, 2, 29)),
        ("290201-20000", None),
        ("161175-39997", None),
        ("328673-00679", None),
        ("391299-10000", None),
        ("301299-10000", date(1999, 12, 30)),
    ],
)
def test_an_old_code_tells_the_date_of_birth_and_a_new_one_does_not(code, born):
    assert birth_date(code) == born


@pytest.mark.parametrize(
    ("text", "holds_one"),
    [
        ("161175-19997", True),
        ("no-161175-19997.1", True),
        ("019c0b6e-3f00-7a10-8f3e-4c1d2b3a5e0a", False),
        ("161175-199971", False),
        ("0161175-19997", False),
        ("16117519997", False),
    ],
)
def test_a_code_that_stands_in_an_id_is_seen(text, holds_one):
    assert stands_in(text) is holds_one
