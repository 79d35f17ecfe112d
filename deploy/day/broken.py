"""Messages as they go wrong at partners: what is broken, and where the rejection must point."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to break a message. `pointer` is where the rejection points, None where the body cannot be read."""

    code: str
    pointer: str | None
    apply: Callable[[Body], bytes]


def encoded(body: Body) -> bytes:
    """The body as it travels: UTF-8 JSON with readable letters."""
    return json.dumps(body, ensure_ascii=False).encode()


def _with(**changes: Any) -> Callable[[Body], bytes]:
    return lambda body: encoded({key: value for key, value in (body | changes).items() if value is not None})


def _with_subject(**changes: Any) -> Callable[[Body], bytes]:
    return lambda body: encoded(body | {"subject": body["subject"] | changes})


FAULTS = (
    Fault("cut-off", None, lambda body: encoded(body)[:-40]),
    Fault("not-utf8", None, lambda body: json.dumps(body, ensure_ascii=False).encode("windows-1257", "replace")),
    Fault("no-narrative", "/narrative", _with(narrative=None)),
    Fault("empty-name", "/subject/given_name", _with_subject(given_name=" ")),
    Fault("no-such-day", "/subject/birth_date", _with_subject(birth_date="2014-02-30")),
    Fault("short-personal-code", "/subject/personal_code", _with_subject(personal_code="12345-678")),
    Fault("number-for-a-name", "/subject/family_name", _with_subject(family_name=7)),
    Fault("personal-code-as-reference", "/reference", _with(reference="391234-56789")),
    Fault("text-direction-character", "/narrative", _with(narrative="Teksts ar \u202eslēptu daļu.")),
    Fault("needs-are-no-list", "/needs", _with(needs="child_neglect")),
    Fault("kind-of-another-partner", "/kind", _with(kind="self_referral")),
)
"""The last one is well-formed; only the rules know that no partner may send it."""
