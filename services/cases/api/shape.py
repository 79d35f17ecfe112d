"""How a view is made, and how a request's body is read."""

from typing import Any

from pydantic import ConfigDict

from shared.described import Described


class View(Described):
    """What is shown: made from a row or a state, field by field."""

    model_config = ConfigDict(from_attributes=True)


def taking(**example: Any) -> ConfigDict:
    """How a request's body is read: no field that we do not know, and an example in the description."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


def taking_where(rule: dict[str, Any], **example: Any) -> ConfigDict:
    """The same for a body whose fields go together by a rule, in the words of JSON Schema."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example], **rule})


def taking_some(**example: Any) -> ConfigDict:
    """The same for a body of which every field may be left out, but not all."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example], "minProperties": 1})
