"""What a changed contract does to its readers, by name: which change, on which field, and who must be deployed first.

Two questions decide. *Does the new build read old data?* It must: the log keeps old facts for ever. *Do old builds read
new data?* If not, readers are deployed before the writer. Whatever this comparison does not understand is breaking.
The library jsoncompat knows more of JSON Schema but passes over changed patterns and formats, so the comparison is our
own and the tests hold it against the library: it must never be more lenient.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]

_WORDING = {"title", "description", "default", "examples", "$schema", "$id", "$defs"}
_UPPER_BOUNDS = {"maxLength", "maxItems", "maximum"}
_LOWER_BOUNDS = {"minLength", "minItems", "minimum"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `reads_old`: the new build reads old data; `old_read`: old builds read new data."""

    pointer: str
    what: str
    reads_old: bool
    old_read: bool


def changes(old: Schema, new: Schema) -> tuple[Change, ...]:
    """The differences between two schemas of one type, wording apart."""
    found = list(_compared(_Node(old, old), _Node(new, new), ""))
    if old.get("x-key") != new.get("x-key"):
        found.append(Change("", f"the key changed from {old.get('x-key')} to {new.get('x-key')}", False, False))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Node:
    """A place in a schema, with the document its references point into."""

    schema: Schema
    document: Schema

    def resolved(self) -> tuple[Mapping[str, Any], bool]:
        """The schema here without references and wording, and whether null is allowed as well."""
        here = self.schema
        if "anyOf" in here:
            others = [option for option in here["anyOf"] if option != {"type": "null"}]
            if len(others) == 1 and len(here["anyOf"]) == 2:
                return _Node(others[0], self.document).resolved()[0], True
        if "$ref" in here:
            return _Node(self.document["$defs"][here["$ref"].rpartition("/")[2]], self.document).resolved()
        return {name: value for name, value in here.items() if name not in _WORDING or _is_meaning(name, here)}, False

    def at(self, schema: Schema) -> "_Node":
        return _Node(schema, self.document)


def _is_meaning(name: str, schema: Schema) -> bool:
    """The title of an id says what it identifies."""
    return name == "title" and schema.get("format") == "uuid"


def _compared(old: _Node, new: _Node, pointer: str) -> Iterator[Change]:
    (before, null_before), (after, null_after) = old.resolved(), new.resolved()
    if null_before != null_after:
        yield Change(pointer, "may now be null" if null_after else "may no longer be null", null_after, null_before)
    if before.get("type") != after.get("type"):
        yield Change(pointer, f"was {before.get('type')}, is now {after.get('type')}", False, False)
        return
    handled = {"x-key"}
    if "properties" in before and "properties" in after:
        handled |= {"properties", "required"}
        yield from _properties(old, new, before, after, pointer)
    if "items" in before and "items" in after:
        handled.add("items")
        yield from _compared(old.at(before["items"]), new.at(after["items"]), f"{pointer}/*")
    if "enum" in before and "enum" in after:
        handled.add("enum")
        yield from _codes(before["enum"], after["enum"], pointer)
    if "anyOf" not in before and "properties" in before and _is_choice(after.get("anyOf")):
        handled.add("anyOf")
        yield from _choice(before, after["anyOf"], pointer)
    for name in sorted((before.keys() | after.keys()) - handled):
        yield from _keyword(name, before.get(name), after.get(name), pointer)


def _properties(old: _Node, new: _Node, before: Schema, after: Schema, pointer: str) -> Iterator[Change]:
    required_before, required_after = set(before.get("required", ())), set(after.get("required", ()))
    for name in dict.fromkeys([*before["properties"], *after["properties"]]):
        here, was, is_now = f"{pointer}/{name}", name in required_before, name in required_after
        if name not in before["properties"]:
            yield Change(here, f"new {'required' if is_now else 'optional'} field", not is_now, True)
        elif name not in after["properties"]:
            yield Change(here, f"{'required' if was else 'optional'} field removed", True, not was)
        else:
            if was != is_now:
                yield Change(here, "is now required" if is_now else "is no longer required", was, is_now)
            yield from _compared(old.at(before["properties"][name]), new.at(after["properties"][name]), here)


def _is_choice(options: list[Schema] | None) -> bool:
    """Whether a schema asks for one field or another, rather than for one shape or another."""
    return bool(options) and all(option.keys() == {"required", "properties"} for option in options)


def _choice(before: Schema, options: list[Schema], pointer: str) -> Iterator[Change]:
    """One of several fields must be there now: no change where one of them had to be all along."""
    properties, required = before["properties"], set(before.get("required", ()))
    for option in options:
        had_to_be = {name: {"type": properties[name].get("type")} for name in required & set(option["required"])}
        if option["required"] and option == {"required": list(had_to_be), "properties": had_to_be}:
            return
    yield Change(pointer, "one of several fields is now required", False, False)


def _codes(before: list[Any], after: list[Any], pointer: str) -> Iterator[Change]:
    if added := [code for code in after if code not in before]:
        yield Change(pointer, f"new code {', '.join(map(str, added))}", True, False)
    if gone := [code for code in before if code not in after]:
        yield Change(pointer, f"code {', '.join(map(str, gone))} removed", False, True)


def _keyword(name: str, before: Any, after: Any, pointer: str) -> Iterator[Change]:
    if before == after:
        return
    if name in _UPPER_BOUNDS or name in _LOWER_BOUNDS:
        sign = 1 if name in _UPPER_BOUNDS else -1
        wider = after is None or (before is not None and sign * after > sign * before)
        what = f"{name} {'none' if before is None else before} is now {'none' if after is None else after}"
        yield Change(pointer, what, wider, not wider)
    else:
        yield Change(pointer, f"{name} changed from {before!r} to {after!r}", False, False)
