"""Why bytes are no message, said without quoting them: what a partner wrote may name a person, and errors get around.

pydantic's own sentences quote the input here and there (a letter of a broken UUID, say), so each kind of error has its
sentence here, and a kind without one gets a plain one.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails


class UndecodableRecord(Exception):
    """A record that no contract of this build can read."""


class UnknownType(UndecodableRecord):
    """The record's type is none we know; perhaps a newer build wrote it."""


class UnknownVersion(UndecodableRecord):
    """We know the type, but not this version of it; perhaps a newer build wrote it."""


class InvalidData(UndecodableRecord):
    """The body breaks its contract. `errors` holds (JSON pointer, sentence) pairs and none of the values."""

    def __init__(self, type: str, errors: tuple[tuple[str, str], ...]) -> None:
        self.errors = errors
        super().__init__(f"{type}: " + "; ".join(f"{pointer or 'body'}: {sentence}" for pointer, sentence in errors))


_DATE_AND_TIME = "Must be a date and time with an offset, such as 2026-03-17T09:30:00+02:00."
_DATE = "Must be a date such as 2016-05-09."
_UUID = "Must be a UUID such as 0198c5a1-7f3e-7c2a-9d41-5b8e0a6f2c17."
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "Is required.",
        "extra_forbidden": "Is no field of this message.",
        "json_invalid": "Is no valid JSON: {error}.",
        "model_type": "Must be an object.",
        "tuple_type": "Must be a list.",
        "string_type": "Must be a string.",
        "bool_type": "Must be true or false.",
        "int_type": "Must be a whole number.",
        "int_from_float": "Must be a whole number.",
        "enum": "Must be one of {expected}.",
        "uuid_type": _UUID,
        "uuid_parsing": _UUID,
        "date_type": _DATE,
        "date_parsing": _DATE,
        "date_from_datetime_parsing": _DATE,
        "date_from_datetime_inexact": _DATE,
        "datetime_type": _DATE_AND_TIME,
        "datetime_parsing": _DATE_AND_TIME,
        "datetime_from_date_parsing": _DATE_AND_TIME,
        "timezone_aware": "Must have a time zone: Z, or an offset such as +02:00.",
        "string_too_short": "Needs at least {min_length} character(s).",
        "string_too_long": "Must have at most {max_length} characters.",
        "string_pattern_mismatch": "Must match {pattern}.",
        "too_long": "Must have at most {max_length} entries.",
        "greater_than_equal": "Must be at least {ge}.",
        "less_than_equal": "Must be at most {le}.",
    }
)
_ENOUGH = 20
"""More errors than this help nobody, and a list of ten thousand wrong entries must not become a log line."""
_OURS = frozenset({"value_error", "instant_range", "control_character", "personal_code", "reference"})
"""The kinds our own validators raise; their sentences quote nothing."""


def without_values(error: ValidationError) -> tuple[tuple[str, str], ...]:
    """(JSON pointer, sentence) of the first errors, in the order of the fields; the whole body's pointer is empty."""
    return tuple(islice(_said(error), _ENOUGH))


def _said(error: ValidationError) -> Iterator[tuple[str, str]]:
    for detail in error.errors(include_url=False, include_input=False):
        yield "".join(f"/{part}" for part in detail["loc"]), _sentence(detail)


def _sentence(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind in _OURS:
        return detail["msg"].removeprefix("Value error, ")
    return _SENTENCES.get(kind, f"Is not valid ({kind}).").format(**detail.get("ctx", {}))
