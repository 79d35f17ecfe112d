"""What the description of an API says it takes: where words may stand, what fills a path, which values are wrong."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import quote
from uuid import UUID

STREAM = "/v1/stream"
"""The one route that does not end by itself."""
_METHODS = ("get", "post", "put", "patch", "delete")
_SAYS_WHAT = {"format", "enum", "const", "pattern"}
"""A string with one of these is an id, an instant, a code: no free text."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One route with one method. `name` is "POST /v1/cases/{case}/tasks"."""

    method: str
    path: str
    raw: Mapping[str, Any]
    schemas: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def body(self) -> Mapping[str, Any] | None:
        """The schema of the JSON that it takes."""
        content = self.raw.get("requestBody", {}).get("content", {})
        return content.get("application/json", {}).get("schema")

    @property
    def public(self) -> bool:
        """Whether it is for anybody, without a token."""
        return "security" not in self.raw or {} in self.raw["security"]

    @property
    def roles(self) -> set[str]:
        """The roles that it lets in."""
        return set(self.raw.get("x-tilts-roles", ()))

    @property
    def owners(self) -> list[str]:
        """The segments that stand before the parameters of its path, and say of what kind each id is."""
        parts = self.path.split("/")
        return [before for before, part in pairwise(parts) if part.startswith("{")]

    def filled(self, ids: Mapping[str, str]) -> str:
        """Its path with an id for each parameter, by the segment before it. Raises KeyError when there is none."""
        left = iter(self.owners)
        return re.sub(r"\{\w+\}", lambda _: quote(ids[next(left)], safe=""), self.path)

    @property
    def asked(self) -> list[Mapping[str, Any]]:
        """What it takes in the query."""
        return [one for one in self.raw.get("parameters", ()) if one["in"] == "query"]

    def query(self, known: Mapping[str, str]) -> dict[str, str]:
        """A query with what is known, by names of parameters, and a value for whatever must be said."""
        return {
            one["name"]: known.get(one["name"]) or self._value(one["schema"])
            for one in self.asked
            if one["name"] in known or one.get("required")
        }

    def example(self) -> Any:
        """A body as the description shows one."""
        media = self.raw["requestBody"]["content"]["application/json"]
        schema = self._found(media["schema"])
        for shown in (schema, media["schema"], media):
            if "examples" in shown:
                examples = shown["examples"]
                return deepcopy(examples[0] if isinstance(examples, list) else next(iter(examples.values()))["value"])
        return {}

    def free_texts(self) -> set[str]:
        """Where words may stand in its body, as `goals[].words`; keys of a dictionary are `{}`."""
        return set(self._free(self.body, "", ())) if self.body else set()

    def broken(self, wrong: str) -> Iterator[Any]:
        """Its example with one field after the other being no word that belongs there, alone, in a list, as a key."""
        free = {re.split(r"[.[{]", where)[0] for where in self.free_texts()}
        choices = (self.body or {}).get("anyOf", [self.body or {}])
        fields = {
            field: inner for choice in choices for field, inner in self._found(choice).get("properties", {}).items()
        }
        for field, inner in fields.items():
            if field not in free:
                yield self.example() | {field: wrong}
                kinds = {one.get("type") for one in inner.get("anyOf", [inner])}
                for kind, value in (("array", [wrong]), ("object", {wrong: wrong})):
                    if kind in kinds:
                        yield self.example() | {field: value}
        if self.body:
            yield self.example() | {wrong: wrong}
            yield wrong

    def unfit(self, *words: str) -> Iterator[Any]:
        """Its example with one field of free text after the other being such words as no text may be."""
        for where in sorted(self.free_texts()):
            field, _, inside = where.partition("[")
            if "." not in where and "{" not in where:
                for text in words:
                    yield self.example() | {field: [text] if inside else text}

    def _value(self, schema: Mapping[str, Any]) -> str:
        schema = self._found(schema)
        if "enum" in schema:
            return schema["enum"][0]
        return {"date": "2026-03-16", "uuid": str(UUID(int=1))}.get(schema.get("format"), "some-code")

    def _found(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.schemas[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema

    def _free(self, schema: Any, where: str, above: tuple[str, ...]) -> Iterator[str]:
        name = schema.get("$ref")
        if name in above:
            return
        above, schema = (*above, name) if name else above, self._found(schema)
        if schema.get("type") == "string" and not _SAYS_WHAT & set(schema):
            yield where
        # Beside the fields of an object stand conditions about them, and no other fields.
        for choice in () if "properties" in schema else (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
            yield from self._free(choice, where, above)
        for field, inner in schema.get("properties", {}).items():
            yield from self._free(inner, f"{where}.{field}".lstrip("."), above)
        for inner in (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")):
            if isinstance(inner, dict):
                yield from self._free(inner, f"{where}{{}}", above)
        if isinstance(schema.get("items"), dict):
            yield from self._free(schema["items"], f"{where}[]", above)


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """All that the document describes, but for its health, which knows nobody."""
    schemas = document["components"]["schemas"]
    return [
        Operation(method.upper(), path, raw, schemas)
        for path, methods in document["paths"].items()
        for method, raw in methods.items()
        if method in _METHODS and not path.startswith("/health")
    ]


def of_path(described: list[Operation], method: str, path: str) -> Operation | None:
    """The operation that a request was for: the one with the fewest parameters that fits."""
    fits = [
        one for one in described if one.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path)
    ]
    return min(fits, key=lambda one: one.path.count("{"), default=None)


def said(body: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Each text of a body with where it stands, as `free_texts` writes it, once by names and once by keys."""
    if isinstance(body, str):
        yield where, body
    elif isinstance(body, list):
        for one in body:
            yield from said(one, f"{where}[]")
    elif isinstance(body, dict):
        for field, inner in body.items():
            yield from said(inner, f"{where}.{field}".lstrip("."))
            yield from said(inner, f"{where}{{}}")
