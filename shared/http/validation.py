"""Tells where a request is not as described, without repeating what it said: a wrong value may be somebody's name."""

import re
from typing import Any

from shared.http.problems import FieldError

# Pydantic puts pieces of the input into the messages of these.
_QUOTES_THE_INPUT = {
    "json_invalid": "is not JSON",
    "union_tag_invalid": "is not one of the known kinds",
    "uuid_parsing": "is not a UUID",
    "url_parsing": "is not a URL",
    "date_parsing": "is not a date (YYYY-MM-DD)",
    "date_from_datetime_parsing": "is not a date (YYYY-MM-DD)",
    "time_parsing": "is not a time (HH:MM:SS)",
    "datetime_parsing": "is not an instant (YYYY-MM-DDTHH:MM:SSZ)",
    "datetime_from_date_parsing": "is not an instant (YYYY-MM-DDTHH:MM:SSZ)",
    "time_delta_parsing": "is not a duration (ISO 8601)",
}
_RAISED_BY_A_VALIDATOR = {"value_error", "assertion_error"}
# A field of ours looks like this; another name in the path is the caller's own and may be anything.
_OUR_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")


def field_errors(errors: list[dict[str, Any]]) -> list[FieldError]:
    """Pydantic's errors of one request, each as location, JSON pointer and message."""
    return [FieldError(location=e["loc"][0], pointer=_pointer(e["loc"][1:]), detail=_message(e)) for e in errors]


def _pointer(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{_segment(step)}" for step in path)


def _segment(step: str | int) -> str:
    return str(step) if isinstance(step, int) or _OUR_NAME.fullmatch(step) else "?"


def _message(error: dict[str, Any]) -> str:
    kind, message = error["type"], error["msg"]
    if kind in _QUOTES_THE_INPUT:
        return _QUOTES_THE_INPUT[kind]
    if kind in _RAISED_BY_A_VALIDATOR and str(error.get("input")) in message:
        return "is not valid"
    return message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
