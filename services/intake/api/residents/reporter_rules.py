"""What a reporter may say together, in the words of JSON Schema: `Reporter` refuses the rest, whatever describes it."""

from typing import Any

_NO_NAMES = {name: {"type": "null"} for name in ("given_name", "family_name", "phone")}
_SELF_OR_UNSAID = {"anyOf": [{"const": "self"}, {"type": "null"}]}


def _unless(field: str, code: str, **otherwise: Any) -> dict[str, Any]:
    """Where the field has that code, the others are as they are given here."""
    return {"anyOf": [{"properties": {field: {"not": {"const": code}}}}, {"properties": otherwise}]}


def _reporter_is(**fields: Any) -> dict[str, Any]:
    return {"properties": fields}


REPORTER_RULES = [
    {"properties": {"reporter": rule}}
    for rule in (
        _unless("identity", "anonymous", **_NO_NAMES, wants_answer={"not": {"const": "phone"}}),
        _unless("identity", "named", protected={"const": False}),
        _unless("relation", "self", **_NO_NAMES),
    )
] + [
    _unless("kind", "self_referral", reporter=_reporter_is(relation=_SELF_OR_UNSAID)),
    _unless("kind", "third_party_concern", reporter=_reporter_is(relation={"not": {"const": "self"}})),
]
