"""Columns of a file that stand for the fields of a contract: dotted names, other names for them, cells to JSON values.

What a cell says is judged by the contract alone. Here it only gets the form that JSON has for it, so that a row is the
same message as one that was sent by any other door.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from shared.settings.errors import did_you_mean
from shared.tabular.encoding import NotReadable

IGNORED = ("line", "field", "reason")
"""Stand before the others in a file of rejected rows, and mean nothing when it is fed back."""
_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})\.?")
_FLAGS = {"true": True, "1": True, "jā": True, "yes": True, "false": False, "0": False, "nē": False, "no": False}
_NULL = {"type": "null"}
_BETWEEN = re.compile(r"[\s,;|]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A field: its dotted name as a path, what JSON makes of it, and whether no row can do without it."""

    path: tuple[str, ...]
    form: str
    required: bool = False
    meaning: str = ""

    @property
    def name(self) -> str:
        return ".".join(self.path)

    def value(self, cell: str) -> Any:
        """The cell in the form of JSON; what has not that form stays text, for the contract to refuse."""
        match self.form:
            case "boolean":
                return _FLAGS.get(cell.casefold(), cell)
            case "integer":
                return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 20 else cell
            case "array":
                return [code for code in _BETWEEN.split(cell) if code]
            case "date" if day := _DAY.fullmatch(cell):
                return f"{day[3]}-{day[2]}-{day[1]}"
        return cell


def columns(schema: Mapping[str, Any]) -> tuple[Column, ...]:
    """The fields of a contract's schema that a cell can hold, in their order."""
    return tuple(_columns(schema, schema.get("$defs", {}), (), required=True))


def _columns(node: Mapping[str, Any], parts: Mapping[str, Any], above: tuple[str, ...], required: bool):
    for name, field in node["properties"].items():
        value, needed = _resolved(field, parts), required and name in node.get("required", ())
        path, kind = (*above, name), value.get("type", "string")
        if kind == "object":
            yield from _columns(value, parts, path, needed)
        elif kind != "array" or _resolved(value["items"], parts).get("type") == "string":
            form = "date" if value.get("format") == "date" else kind
            yield Column(path, form, needed, field.get("description", ""))


def _resolved(node: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself: without a reference, and without the null that an optional field allows."""
    if _NULL in node.get("anyOf", ()):
        return _resolved(next(option for option in node["anyOf"] if option != _NULL), parts)
    return _resolved(parts[node["$ref"].rpartition("/")[2]], parts) if "$ref" in node else node


@dataclass(frozen=True, slots=True)
class Header:
    """What each cell of a row is; None for those that mean nothing. `fed_back` when it is a file of rejected rows."""

    columns: tuple[Column | None, ...]

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def fed_back(self) -> bool:
        return None in self.columns

    def pairs(self, cells: Sequence[str]) -> list[tuple[Column, str]]:
        """The columns of a row that say something, each with its cell."""
        return [(column, text) for column, cell in zip(self.columns, cells, strict=True) if column
                and (text := cell.strip())]  # fmt: skip


def header(cells: Sequence[str], known: Sequence[Column], aliases: Mapping[str, str]) -> Header:
    """Read the first row. Raises NotReadable for a name that is unknown, stands twice, or is missing."""
    by_name = {column.name: column for column in known}
    by_name |= {alias: by_name[name] for alias, name in aliases.items()}
    names = ["_".join(cell.replace("_", " ").casefold().split()) for cell in cells]
    found: list[Column | None] = [None] * len(IGNORED) if tuple(names[: len(IGNORED)]) == IGNORED else []
    for number, name in enumerate(names[len(found) :], len(found) + 1):
        column = by_name.get(name)
        if column is None:
            raise NotReadable(f"column {number} has a name that is not known.{did_you_mean(name, by_name)}")
        if column in found:
            raise NotReadable(f"column {number} is {column.name} once more; each may stand once")
        found.append(column)
    if missing := [column.name for column in known if column.required and column not in found]:
        raise NotReadable(f"these columns are missing: {', '.join(missing)}")
    return Header(tuple(found))


def body(pairs: Sequence[tuple[Column, str]]) -> bytes:
    """The row as a message: JSON, without the fields whose cell is empty."""
    whole: dict[str, Any] = {}
    for column, cell in pairs:
        *above, last = column.path
        part = whole
        for name in above:
            part = part.setdefault(name, {})
        part[last] = column.value(cell)
    return to_json(whole)
