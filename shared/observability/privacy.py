"""No personal data in a log line, by three nets: names of fields, types of values, and what looks like a person's data.

The first net is the rule itself (log calls take ids and codes only); these catch whoever forgets it, and libraries that
never knew it. What is caught stays visible as withheld, so that it is found and mended.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence, Set
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from shared.contracts.disclosure import DISCLOSED

WITHHELD = "[withheld]"
_LONGEST = 500

PERSONAL_FIELDS = frozenset[str]().union(*DISCLOSED.values()) | {
    *("name", "full_name", "email", "narrative", "subject", "reporter", "message_body", "description", "identity"),
    *("declared_residence", "actual_residence"),
    *("body", "data", "payload", "headers", "input", "query"),
    *("authorization", "token", "password", "secret", "dsn"),
}
"""Fields whose value is withheld whatever it is: a person's, a whole message's, or a secret."""

# Where the hyphen of a personal code is missing, other letters or digits around it mean that it is part of an id.
_PERSONAL_CODE = re.compile(r"(?<![0-9A-Za-z-])[0-9]{6}-?[0-9]{5}(?![0-9A-Za-z-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PASSWORD_IN_URL = re.compile(r"(://[^:/@\s]*:)[^@\s]*@")


def without_personal_data(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor. Keeps ids, codes, numbers and times; an object becomes its type's name."""
    return {key: WITHHELD if key in PERSONAL_FIELDS else _plain(value) for key, value in event.items()}


def scrubbed(text: str) -> str:
    """`text` without what looks like a personal code, an address of electronic mail or a password, and not too long."""
    text = _PASSWORD_IN_URL.sub(rf"\1{WITHHELD}@", text)
    text = _EMAIL.sub(WITHHELD, _PERSONAL_CODE.sub(WITHHELD, text))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return _plain(value.value)
        case str():
            return scrubbed(value)
        case UUID() | date() | timedelta():
            return str(value)
        case Mapping():
            return {str(key): WITHHELD if key in PERSONAL_FIELDS else _plain(inner) for key, inner in value.items()}
        case Sequence() | Set() if not isinstance(value, bytes | bytearray):
            return [_plain(inner) for inner in value]
        case _:
            return f"<{type(value).__name__}>"
