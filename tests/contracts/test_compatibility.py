"""What each kind of change does to readers, as a table; the library jsoncompat is never stricter than we are."""

import json

import jsoncompat
import pytest

from shared.contracts.compatibility import changes
from shared.contracts.registry import BY_TYPE
from shared.contracts.schema import schema

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}


def obj(required, **properties):
    return {"type": "object", "properties": properties, "required": required.split()}


def field(**keywords):
    return obj("a", a={"type": "string", **keywords})


def either_null(node):
    return {"anyOf": [node, {"type": "null"}]}


def listed(required, definition, node):
    return {**obj(required, a=node), "$defs": {"Code": definition}}


CHOICE = {
    **obj("", a=TEXT, b=TEXT),
    "anyOf": [{"required": [name], "properties": {name: TEXT}} for name in "ab"],
}
CODE, WIDER = {"type": "string", "enum": ["x"]}, {"type": "string", "enum": ["x", "y"]}
REFERENCE = {"$ref": "#/$defs/Code"}
BOTH, READERS_FIRST, OLD_UNREADABLE, NEITHER = (True, True), (True, False), (False, True), (False, False)

TABLE = [
    ("nothing", field(), field(), [], BOTH),
    ("wording", field(description="Old."), field(description="New.", title="A", default="x"), [], BOTH),
    ("optional field added", obj("a", a=TEXT), obj("a", a=TEXT, b=TEXT), ["/b: new optional field"], BOTH),
    ("required field added", obj("a", a=TEXT), obj("a b", a=TEXT, b=TEXT), ["/b: new required field"], OLD_UNREADABLE),
    ("optional field removed", obj("a", a=TEXT, b=TEXT), obj("a", a=TEXT), ["/b: optional field removed"], BOTH),
    (
        "required field removed",
        obj("a b", a=TEXT, b=TEXT),
        obj("a", a=TEXT),
        ["/b: required field removed"],
        READERS_FIRST,
    ),
    (
        "field renamed",
        obj("a", a=TEXT),
        obj("b", b=TEXT),
        ["/a: required field removed", "/b: new required field"],
        NEITHER,
    ),
    ("no longer required", obj("a", a=TEXT), obj("", a=TEXT), ["/a: is no longer required"], READERS_FIRST),
    ("now required", obj("", a=TEXT), obj("a", a=TEXT), ["/a: is now required"], OLD_UNREADABLE),
    ("either of two", obj("a", a=TEXT, b=TEXT), CHOICE, ["/a: is no longer required"], READERS_FIRST),
    ("either of two now", obj("", a=TEXT, b=TEXT), CHOICE, [": one of several fields is now required"], NEITHER),
    (
        "either of two, one of them a number before",
        obj("a", a=NUMBER, b=TEXT),
        CHOICE,
        ["/a: is no longer required", "/a: was integer, is now string", ": one of several fields is now required"],
        NEITHER,
    ),
    ("may now be null", field(), obj("a", a=either_null(TEXT)), ["/a: may now be null"], READERS_FIRST),
    ("never null again", obj("a", a=either_null(TEXT)), field(), ["/a: may no longer be null"], OLD_UNREADABLE),
    ("code added", obj("a", a=CODE), obj("a", a=WIDER), ["/a: new code y"], READERS_FIRST),
    ("code removed", obj("a", a=WIDER), obj("a", a=CODE), ["/a: code y removed"], OLD_UNREADABLE),
    (
        "code added to a shared list",
        listed("a", CODE, REFERENCE),
        listed("a", WIDER, REFERENCE),
        ["/a: new code y"],
        READERS_FIRST,
    ),
    ("definition moved inline", listed("a", CODE, REFERENCE), obj("a", a=CODE), [], BOTH),
    ("code list made free text", obj("a", a=CODE), field(), ["/a: enum changed from ['x'] to None"], NEITHER),
    ("type changed", field(), obj("a", a=NUMBER), ["/a: was string, is now integer"], NEITHER),
    ("longer text", field(maxLength=5), field(maxLength=9), ["/a: maxLength 5 is now 9"], READERS_FIRST),
    ("shorter text", field(maxLength=9), field(maxLength=5), ["/a: maxLength 9 is now 5"], OLD_UNREADABLE),
    ("bound dropped", field(minLength=2), field(), ["/a: minLength 2 is now none"], READERS_FIRST),
    ("bound set", field(), field(minLength=2), ["/a: minLength none is now 2"], OLD_UNREADABLE),
    (
        "minimum lowered",
        obj("a", a=NUMBER | {"minimum": 1}),
        obj("a", a=NUMBER | {"minimum": 0}),
        ["/a: minimum 1 is now 0"],
        READERS_FIRST,
    ),
    (
        "pattern changed",
        field(pattern="^a$"),
        field(pattern="^b$"),
        ["/a: pattern changed from '^a$' to '^b$'"],
        NEITHER,
    ),
    (
        "format changed",
        field(format="date"),
        field(format="date-time"),
        ["/a: format changed from 'date' to 'date-time'"],
        NEITHER,
    ),
    (
        "id of something else",
        field(format="uuid", title="CaseId"),
        field(format="uuid", title="PersonId"),
        ["/a: title changed from 'CaseId' to 'PersonId'"],
        NEITHER,
    ),
    (
        "longer list of a wider code",
        obj("a", a={"type": "array", "items": CODE, "maxItems": 5}),
        obj("a", a={"type": "array", "items": WIDER, "maxItems": 9}),
        ["/a/*: new code y", "/a: maxItems 5 is now 9"],
        READERS_FIRST,
    ),
    (
        "required field added deep inside",
        obj("n", n=obj("a", a=TEXT)),
        obj("n", n=obj("a b", a=TEXT, b=TEXT)),
        ["/n/b: new required field"],
        OLD_UNREADABLE,
    ),
    (
        "optional field added in an optional part",
        obj("", n=either_null(obj("a", a=TEXT))),
        obj("", n=either_null(obj("a", a=TEXT, b=TEXT))),
        ["/n/b: new optional field"],
        BOTH,
    ),
    (
        "key changed",
        {**field(), "x-key": ["a"]},
        {**field(), "x-key": ["b"]},
        [": the key changed from ['a'] to ['b']"],
        NEITHER,
    ),
]
CASES = [pytest.param(*case[1:], id=case[0]) for case in TABLE]


def verdict(found):
    return all(change.reads_old for change in found), all(change.old_read for change in found)


@pytest.mark.parametrize(("old", "new", "told", "outcome"), CASES)
def test_a_change_is_named_and_judged(old, new, told, outcome):
    found = changes(old, new)
    assert [f"{change.pointer}: {change.what}" for change in found] == told
    assert verdict(found) == outcome


@pytest.mark.parametrize(("old", "new", "told", "outcome"), CASES)
def test_we_are_never_more_lenient_than_jsoncompat(old, new, told, outcome):
    """Its questions need a trick: writers forbid unknown fields, so theirs is the closed form, readers' the open."""
    reads_old = jsoncompat.check_compat(form(old, closed=True), form(new, closed=False), "deserializer")
    old_read = jsoncompat.check_compat(form(old, closed=False), form(new, closed=True), "serializer")
    assert outcome[0] <= reads_old
    assert outcome[1] <= old_read


def form(document, *, closed):
    def walked(node):
        if isinstance(node, dict):
            walked_node = {name: walked(value) for name, value in node.items()}
            return {**walked_node, "additionalProperties": not closed} if "properties" in node else walked_node
        return [walked(item) for item in node] if isinstance(node, list) else node

    return json.dumps(walked(document))


@pytest.mark.parametrize("contract", BY_TYPE.values(), ids=BY_TYPE)
def test_every_contract_is_compatible_with_itself(contract):
    assert changes(schema(contract), schema(contract)) == ()
