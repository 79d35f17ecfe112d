"""What a log may say of an exception: its type, where it came from, and its text only when the text is ours.

A database error quotes the row, a validation error the input, a decoding error the bytes: all may be somebody's data.
Our own exceptions quote nothing; that is a rule of the house.
"""

import traceback
from pathlib import Path
from typing import Any

from shared.observability.privacy import scrubbed

_HOME = Path(__file__).parents[2]
_OURS = ("shared.", "services.", "deploy.")


def described(error: BaseException) -> dict[str, Any]:
    """`error` for a log line: type, code of the database if any, our own text if it is ours, where, and its causes."""
    kind = type(error)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    if sqlstate := getattr(error, "sqlstate", None):
        told["sqlstate"] = str(sqlstate)
    if kind.__module__.startswith(_OURS):
        told["text"] = scrubbed(str(error))
    told["where"] = [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        told["cause"] = described(cause)
    return told


def in_short(error: BaseException) -> str:
    """`error` in one line, for an operator who asks how a service is: our own text, or else its type."""
    kind = type(error)
    return scrubbed(str(error)) if kind.__module__.startswith(_OURS) else kind.__name__


def _short(filename: str) -> str:
    """A path that reads the same on every machine: below our own root, or the last parts of a library's."""
    path = Path(filename)
    if path.is_relative_to(_HOME) and ".venv" not in path.parts:
        return str(path.relative_to(_HOME))
    return "/".join(part for part in path.parts[-3:] if part != path.anchor)
