"""Dates and instants in what is sent over HTTP: text only, as ISO 8601 has it."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from shared.contracts import fields

_NUMBER = re.compile(r"\s*[+-]?[0-9]*\.?[0-9]*\s*")


def _text(value: object) -> object:
    """A number would be taken for seconds since 1970, and what somebody got wrong would look like a date."""
    # In an address a number is text as well.
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        raise PydanticCustomError("written_out", "is a number; write it out, as ISO 8601 has it")
    return value


Day = Annotated[date, BeforeValidator(_text)]
Instant = Annotated[fields.Instant, BeforeValidator(_text)]
