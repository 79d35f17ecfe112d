"""Each value with where it came from, for `tilts config show`. Secrets are never shown."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from pydantic import SecretStr

from shared.settings.leaves import KeyPath, dotted
from shared.settings.section import Section
from shared.settings.settings import Settings

HIDDEN = "••••"
_PASSWORD_IN_URL = re.compile(r"(://[^:/@]*:)[^@]*@")


class Explained(NamedTuple):
    key: str
    """`database.pool_max`, `intake.triage.0.priority`."""
    value: str
    origin: str
    """`default`, `<file>:<line>`, `environment <NAME>` or `secret file <path>, named by …`."""


def explain(settings: Settings) -> list[Explained]:
    """Every single value of `settings`, in the order of the sections."""
    origins = settings.origins
    return [Explained(dotted(path), _shown(value), origins.get(path, "default")) for path, value in _leaves(settings)]


def _leaves(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, Section):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, tuple) and any(isinstance(inner, Section) for inner in value):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value


def _shown(value: Any) -> str:
    match value:
        case None:
            return "—"
        case SecretStr():
            return HIDDEN
        case Enum():
            return str(value.value)
        case tuple() | frozenset():
            return ", ".join(_shown(inner) for inner in (value if isinstance(value, tuple) else sorted(value))) or "—"
        case _:
            return _PASSWORD_IN_URL.sub(rf"\1{HIDDEN}@", str(value))
