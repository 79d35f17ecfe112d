"""What is no text is no date, however well it would convert."""

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.http.written import Day, Instant

WRITTEN = {Day: "2026-03-17", Instant: "2026-03-17T09:30:00+02:00"}


@pytest.mark.parametrize("type", WRITTEN)
@pytest.mark.parametrize("number", [0, 1773730800, 12.5, True, "1", "-1773730800", "12.5"])
def test_a_number_is_not_taken_for_seconds(type, number):
    with pytest.raises(ValidationError, match="write it out"):
        TypeAdapter(type).validate_python(number)


@pytest.mark.parametrize(("type", "text"), WRITTEN.items())
def test_what_is_written_out_is_read(type, text):
    assert TypeAdapter(type).validate_python(text).isoformat().startswith("2026-03-17")
