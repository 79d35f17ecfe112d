"""The first layer: one TOML file per municipality, and the files it names."""

import os
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from shared.settings import shape
from shared.settings.errors import SettingsError
from shared.settings.leaves import KeyPath, Layer, Leaf, dotted, flatten
from shared.settings.lines import lines


def from_file(root: Any, file: Path, under: KeyPath = ()) -> Layer:
    """The leaves of a TOML file. A text where a section belongs names another file; paths are relative to this one.

    Raises SettingsError when a file cannot be read, is no TOML, or contains a secret: it is kept under version control.
    """
    shown = _shown(file)
    try:
        written = _written(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(shown, [f"it cannot be read: {error.strerror}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(shown, [f"it is no TOML: {error}"]) from error
    layer: Layer = {}
    for inner, value, line in written:
        path, origin = (*under, *inner), f"{shown}:{line}"
        kind = shape.at(root, path)
        if kind is SecretStr:
            advice = f"put it into a file of its own and name that: {path[-1]}_file"
            raise SettingsError(shown, [f"{dotted(path)} ({origin}) is a secret; {advice}"])
        if shape.is_section(kind) and isinstance(value, str):
            layer |= from_file(root, file.parent / value, path)
        elif kind is Path or shape.secret_of(root, path):
            layer[path] = Leaf(file.parent / str(value), origin)
        else:
            layer[path] = Leaf(value, origin)
    return layer


@lru_cache(maxsize=64)  # parsing is nine tenths of reading settings, which a command and its deployment both do
def _written(text: str) -> Sequence[tuple[KeyPath, Any, int]]:
    """The leaves of a TOML text, each with its line. Raises TOMLDecodeError."""
    parsed = tomllib.loads(text)
    known = lines(text)
    return [(path, value, known.get(path, 1)) for path, value in flatten(parsed)]


def _shown(file: Path) -> str:
    """Short where that is clear: relative to where the command was typed."""
    relative = os.path.relpath(file)
    return str(file) if relative.startswith("..") else relative
