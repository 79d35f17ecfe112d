"""The layer over the file: `TILTS_HTTP__PORT=8081` is `http.port`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shared.settings import shape
from shared.settings.errors import SettingsError, did_you_mean
from shared.settings.leaves import KeyPath, Layer, Leaf

PREFIX = "TILTS_"
NO_SETTINGS = frozenset(
    {
        *("TILTS_MUNICIPALITY", "TILTS_FOLDER", "TILTS_CACHE", "TILTS_TEST_BROKER", "TILTS_CI_RUN"),
        # What a partner's client is told, in the shell in which somebody tries it.
        *("TILTS_URL", "TILTS_TOKEN"),
    }
)
"""Names with our prefix that are read elsewhere: which file to load, say, cannot stand in the file."""


def from_environment(root: Any, environ: Mapping[str, str], file: Layer) -> Layer:
    """The leaves that `environ` gives. Lists are written with commas or as JSON; an empty value counts as none.

    `file` tells which partners and units there are. Raises SettingsError for a name with our prefix that is no setting.
    """
    names = {_name(path): path for path in _settable(root, file)}
    layer: Layer = {}
    problems = []
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in NO_SETTINGS or not text:
            continue
        if path := names.get(name.upper()):
            value = _listed(text) if shape.is_list(shape.at(root, path)) else text
            layer[path] = Leaf(value, f"environment {name}")
        else:
            problems.append(f"{name} is no setting.{did_you_mean(name, names)}")
    if problems:
        raise SettingsError("The environment", problems)
    return layer


def _settable(root: Any, file: Layer) -> Iterator[KeyPath]:
    """Every value a name can stand for: single values and plain lists, below each partner and unit of the file too."""
    yield from shape.scalars(root)
    inner = {path[:size] for path in file for size in range(1, len(path) + 1)}
    entries = [path for path in inner if shape.is_table(shape.at(root, path[:-1]))]
    for entry in sorted(entries, key=str):
        yield from shape.scalars(root, entry)


def _name(path: KeyPath) -> str:
    return PREFIX + "__".join(str(key) for key in path).replace("-", "_").upper()


def _listed(text: str) -> Any:
    """A list where `text` is one; what is no JSON after all is left for the model to refuse."""
    if not text.startswith("["):
        return [part.strip() for part in text.split(",")]
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
