"""A contract's fields as rows for people: nested objects with dotted names, types in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_FORMATS = {"uuid": "UUID", "date-time": "date and time", "date": "date"}
_SCALARS = {"boolean": "`true` or `false`", "integer": "whole number"}


@dataclass(frozen=True, slots=True)
class Row:
    """One field. `required` within its object: `reporter.name` may be required though `reporter` is not."""

    name: str
    required: bool
    kind: str
    meaning: str


def rows(schema: Mapping[str, Any]) -> tuple[Row, ...]:
    """The fields of an object's schema, in their order."""
    return tuple(_rows(schema, schema.get("$defs", {}), ""))


def _rows(schema: Mapping[str, Any], definitions: Mapping[str, Any], prefix: str) -> Iterator[Row]:
    for name, field in schema["properties"].items():
        node = _resolved(field, definitions)
        required = name in schema.get("required", ())
        yield Row(prefix + name, required, _kind(node, definitions), field.get("description", ""))
        if node.get("type") == "object":
            yield from _rows(node, definitions, f"{prefix}{name}.")
        if node.get("type") == "array" and (item := _resolved(node["items"], definitions)).get("type") == "object":
            yield from _rows(item, definitions, f"{prefix}{name}[].")


def _resolved(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself: without a reference, and without the null an optional field allows."""
    if "anyOf" in node:
        return _resolved(next(option for option in node["anyOf"] if option != {"type": "null"}), definitions)
    return definitions[node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _kind(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "enum" in node:
        return f"[{node['title']}](#{node['title'].lower()})"
    if node["type"] == "array":
        return f"list of {_kind(_resolved(node['items'], definitions), definitions)}, at most {node['maxItems']}"
    if node["type"] == "string":
        return _text(node)
    return _SCALARS.get(node["type"], node["type"])


def _text(node: Mapping[str, Any]) -> str:
    if "format" in node:
        return _FORMATS[node["format"]]
    if "title" in node:
        return f"[{node['title']}](#forms-of-text)"
    return f"text, at most {node['maxLength']} characters"
