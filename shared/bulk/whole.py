"""A file that may be the whole list: who is known, and how one who does not stand in it is let go."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody, or something, that the service knows by a code; `body` is what the command that lets it go is given."""

    code: str
    body: Any


@dataclass(frozen=True, slots=True)
class Whole:
    """`known` reads all that are there, `command` is the service's command for one that the list does not have."""

    known: Callable[[asyncpg.Connection], Awaitable[Sequence[Known]]]
    command: str
    column: str = "code"
    """The column that names a row."""
