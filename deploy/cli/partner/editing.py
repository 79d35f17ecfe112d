"""Editing a municipality's file: what its services could not use never stands in its place."""

from collections.abc import Callable
from pathlib import Path

from deploy.cli.exits import Exit, Failure
from shared.settings import Settings


def edited(edit: Callable[..., str], file: Path, code: str, *given: object) -> str:
    """The file's text after an edit of one partner. Raises Failure when it cannot be made."""
    try:
        return edit(file.read_text("utf-8"), code, *given)
    except ValueError as error:
        raise Failure(Exit.USAGE, f"{code} cannot be written so", str(error)) from None


def write(file: Path, text: str) -> None:
    """Beside it first, and read as a service would read it. Raises SettingsError, or Failure when it is not ours."""
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(text, "utf-8")
        Settings.load(beside)
        beside.replace(file)
    except OSError as error:
        raise Failure(Exit.UNREACHABLE, f"{file} cannot be written", error.strerror or "") from None
    finally:
        beside.unlink(missing_ok=True)
