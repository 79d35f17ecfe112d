"""One number, however it is written; and the short way gives what the library gives."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.matching import e164


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+371 20000001", "+37120000001"),
        ("20000001", "+37120000001"),
        ("00371 2000-0001", "+37120000001"),
        ("(371) 20000001", "+37120000001"),
        ("63 400 001", "+37163400001"),
        ("+370 612 34567", "+37061234567"),
        ("112", None),
        ("+371 2000", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_read(written, number):
    assert e164(written) == number


@given(st.sampled_from(["", "+371", "+371 ", "00371"]), st.integers(20_000_000, 99_999_999))
def test_a_latvian_number_is_read_as_the_library_reads_it(prefix, number):
    parsed = phonenumbers.parse(f"{prefix}{number}", "LV")
    assert e164(f"{prefix}{number}") == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
