"""What is wrong is named by place and reason; what was sent is never repeated, for it may be somebody's name."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import pytest
from pydantic import AfterValidator, AnyUrl, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from shared.http.validation import field_errors

SECRET = "Anna-Berzina"


def must_not_be(value: str) -> str:
    raise ValueError(f"{value} is not allowed")


def too_late(value: date) -> date:
    raise ValueError("must not lie in the future")


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    names: dict[str, int] = {}


CASES = {
    "a number": (int, SECRET, "", "Input should be a valid integer, unable to parse string as an integer"),
    "a UUID": (UUID, SECRET, "", "is not a UUID"),
    "a date": (date, SECRET, "", "is not a date (YYYY-MM-DD)"),
    "an instant": (datetime, SECRET, "", "is not an instant (YYYY-MM-DDTHH:MM:SSZ)"),
    "a duration": (timedelta, SECRET, "", "is not a duration (ISO 8601)"),
    "a URL": (AnyUrl, SECRET, "", "is not a URL"),
    "a choice": (Literal["a", "b"], SECRET, "", "Input should be 'a' or 'b'"),
    "a kind": (
        Annotated[Cat | Dog, Field(discriminator="kind")],
        {"kind": SECRET},
        "",
        "is not one of the known kinds",
    ),
    "a validator that quotes": (Annotated[str, AfterValidator(must_not_be)], SECRET, "", "is not valid"),
    "a validator that does not": (
        Annotated[date, AfterValidator(too_late)],
        "2026-03-03",
        "",
        "must not lie in the future",
    ),
    "an unknown field": (Strict, {"phone": SECRET}, "/phone", "Extra inputs are not permitted"),
    "an unknown field that may be a name": (Strict, {"Anna Berzina": 1}, "/?", "Extra inputs are not permitted"),
    "a key that may be a code": (Strict, {"names": {"010180-12345": "x"}}, "/names/?", None),
    "an item": (list[int], [1, SECRET], "/1", None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_value_is_told_by_place_and_reason(case):
    type, value, pointer, detail = CASES[case]
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(type).validate_python(value)
    errors = [e | {"loc": ("body", *e["loc"])} for e in caught.value.errors()]
    (found,) = field_errors(errors)
    assert (found.location, found.pointer) == ("body", pointer)
    assert found.detail == (detail or found.detail)
    assert "Berzina" not in found.model_dump_json()
    assert "12345" not in found.model_dump_json()


async def test_the_place_says_whether_it_was_body_query_path_or_header(client):
    answer = await client.put(
        "/v1/notes/7", params={"limit": 0}, json={"text": ""}, headers={"Idempotency-Key": "", "If-Match": "3"}
    )
    places = {(error["location"], error["pointer"]) for error in answer.json()["errors"]}
    assert places == {("path", "/id"), ("header", "/Idempotency-Key"), ("header", "/If-Match"), ("body", "/text")}
