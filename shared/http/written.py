"""Dates and instants in what is sent over HTTP: text only, as ISO 8601 has it."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from shared.contracts import fields


def _text(value: object) -> object:
    """A number would be taken for seconds since 1970, and what somebody got wrong would look like a date."""
    if isinstance(value, int | float):
        raise PydanticCustomError("written_out", "is a number; write it out, as ISO 8601 has it")
    return value


Day = Annotated[date, BeforeValidator(_text)]
Instant = Annotated[fields.Instant, BeforeValidator(_text)]
