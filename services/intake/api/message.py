"""A partner's message as an HTTP body, read exactly as one from Kafka: whether it is taken depends on no door."""

import json
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from fastapi import Depends, Request

from services.intake.api.residents.reporter_rules import REPORTER_RULES
from shared.contracts import registry
from shared.contracts.examples import example
from shared.contracts.message import EdgeMessage
from shared.contracts.schema import schema
from shared.http import Problem

_JSON = "application/json"
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NOT_OPENAPI = {"$ref", "$defs", "$schema", "$id", "x-key"}


def said(contract: type[EdgeMessage], *, unsaid: Mapping[str, Any] = _NOTHING, **given: Any) -> Any:
    """The body as a message of this contract; beside a parameter it gives the message.

    `given` are fields that whoever sends it need not know, and cannot say otherwise; `unsaid` are those that may be
    left out.
    """

    async def read(request: Request) -> EdgeMessage:
        """Raises Problem 415 for another media type, 422 for what breaks the contract."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
            raise Problem("unsupported-media-type", f"Send the body as {_JSON}.", accepted=[_JSON])
        try:
            return registry.decode(contract.type, _with(unsaid, given, await request.body()))
        except registry.InvalidData as error:
            errors = [{"location": "body", "pointer": pointer, "detail": detail} for pointer, detail in error.errors]
            raise Problem("invalid-request", "The message is not as described.", errors=errors) from None

    return Depends(read)


def _with(unsaid: Mapping[str, Any], given: Mapping[str, Any], body: bytes) -> bytes:
    if not (unsaid or given):
        return body
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return body  # what is no JSON is refused like any other
    return json.dumps({**unsaid, **sent, **given}).encode() if isinstance(sent, dict) else body


def described(
    contract: type[EdgeMessage], *without: str, unsaid: Collection[str] = (), closed: bool = False
) -> dict[str, Any]:
    """The body in the words of OpenAPI: the contract's own schema and golden example, some fields left out or freed.

    `closed` where a code that we do not know is refused, and not read as `other`.
    """
    whole = schema(contract)
    body = _inlined(whole, whole.get("$defs", {}), "enum" if closed else "examples")
    for name in without:
        del body["properties"][name]
    body["required"] = [name for name in body["required"] if name not in (*without, *unsaid)]
    if "reporter" in body["properties"]:
        body["allOf"] = [*body.get("allOf", ()), *REPORTER_RULES]
    shown = {name: value for name, value in example(contract).items() if name not in without}
    return {"requestBody": {"required": True, "content": {_JSON: {"schema": body, "example": shown}}}}


def _inlined(node: Any, parts: dict[str, Any], codes: str) -> Any:
    """`node` without references: those of a JSON Schema would point into the whole description here."""
    if isinstance(node, list):
        return [_inlined(item, parts, codes) for item in node]
    if not isinstance(node, dict):
        return node
    named = _inlined(parts[node["$ref"].rpartition("/")[2]], parts, codes) if "$ref" in node else {}
    # Mostly any other code is taken too, as `other`: the list of those we know does not close the field then.
    own = {codes if key == "enum" else key: _inlined(value, parts, codes) for key, value in node.items()}
    return named | {key: value for key, value in own.items() if key not in _NOT_OPENAPI}
