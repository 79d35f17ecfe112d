"""Dates and instants in what is sent over HTTP: text only, as ISO 8601 has it, and such as a clock here can show."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shared.calendar import is_skipped
from shared.contracts import fields

_OFFSETS_HERE = (timedelta(hours=2), timedelta(hours=3))
_NUMBER = re.compile(r"\s*[+-]?[0-9]*\.?[0-9]*\s*")


def _text(value: object) -> object:
    """A number would be taken for seconds since 1970, and what somebody got wrong would look like a date."""
    # In an address a number is text as well.
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        raise PydanticCustomError("written_out", "is a number; write it out, as ISO 8601 has it")
    return value


def _on_a_clock(value: object) -> object:
    """Tells a time without its offset, and one in the hour over which the clocks here are put forward.

    A time in UTC, or with the offset of another country, is no time of a clock here: it is taken as it is.
    """
    try:
        written = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value  # the type itself says what is wrong with it
    if written.tzinfo is None:
        raise PydanticCustomError("offset_missing", "has no offset; write it as 2026-11-23T10:00:00+02:00, or with Z")
    if written.utcoffset() in _OFFSETS_HERE and is_skipped(written):
        raise PydanticCustomError(
            "local_time_skipped", "is shown by no clock here: that night they are put forward from 03:00 to 04:00"
        )
    return value


Day = Annotated[date, BeforeValidator(_text)]
Instant = Annotated[fields.Instant, BeforeValidator(_text)]
ClockTime = Annotated[Instant, BeforeValidator(_on_a_clock), Field(examples=["2026-11-23T10:00:00+02:00"])]
"""An instant that a person reads from a clock: it has its offset, and that clock shows it."""
