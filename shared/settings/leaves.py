"""Settings as a flat table of leaves: `("broker", "fetch_wait_ms") -> value`.

Layers of such tables are easy to lay over each other, and every leaf keeps its origin.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    value: Any
    origin: str
    """Where it was written: `liepaja.toml:12`, `environment TILTS_HTTP__PORT`, `secret file …`."""


Layer = dict[KeyPath, Leaf]


def dotted(path: KeyPath) -> str:
    """`("partners", "valsts-policija", "sends")` as people write it: `partners.valsts-policija.sends`."""
    return ".".join(str(key) for key in path)


def flatten(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """The leaves of nested mappings and lists of mappings. A list of plain values is one leaf, so is an empty table."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from flatten(inner, (*path, key))
    elif isinstance(value, list) and value and all(isinstance(inner, Mapping) for inner in value):
        for index, inner in enumerate(value):
            yield from flatten(inner, (*path, index))
    else:
        yield path, value


def nest(layer: Layer) -> dict[str, Any]:
    """The opposite of `flatten`; tables with numbers for keys are lists again."""
    root: dict[Any, Any] = {}
    for path, leaf in layer.items():
        *parents, last = path
        table = root
        for key in parents:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                break
        else:
            # An empty table of the leaf's own would keep what is laid into it here.
            table.setdefault(last, dict(leaf.value) if isinstance(leaf.value, Mapping) else leaf.value)
    return _lists(root)


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_lists(value[index]) for index in sorted(value)]
    return {key: _lists(inner) for key, inner in value.items()}
