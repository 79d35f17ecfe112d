"""What partners write is trimmed and composed; control characters are refused because they hide what a name says."""

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.contracts.text import line, prose

LINE, PROSE = TypeAdapter(line(10)), TypeAdapter(prose(20))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Anna ", "Anna"),
        ("Be\u0304rzs", "Bērzs"),
        ("O'Connor-B", "O'Connor-B"),
        ("Žūžū 👩‍👧", "Žūžū 👩‍👧"),
        ("abcdefghij", "abcdefghij"),
    ],
)
def test_a_line_is_trimmed_and_composed(written, kept):
    assert LINE.validate_python(written) == kept


@pytest.mark.parametrize(
    "written", ["", "   ", "abcdefghijk", "two\nlines", "tab\there", "nul\x00", "\u202eannA", "a\u2028b"]
)
def test_a_line_that_is_empty_too_long_or_hides_something_is_refused(written):
    with pytest.raises(ValidationError):
        LINE.validate_python(written)


def test_prose_may_have_lines_and_tabs():
    assert PROSE.validate_python(" one\r\n\ttwo \n") == "one\r\n\ttwo"


@pytest.mark.parametrize("written", ["bell\x07", "esc\x1b[2J", "\u2066x\u2069", "\n \n"])
def test_prose_may_not_hide_anything_either(written):
    with pytest.raises(ValidationError):
        PROSE.validate_python(written)
