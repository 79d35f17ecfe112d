"""The JSON Schema of a contract, as its readers understand it: open, because they pass over fields they do not know."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from shared.contracts.contract import Contract

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _WithoutInventedTitles(GenerateJsonSchema):
    """Only types have titles here; pydantic would repeat each field's name as one."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def address(type: str) -> str:
    """The name of a type's schema: what `ce_dataschema` says."""
    return f"urn:tilts:schema:{type}"


def schema(contract: type[Contract]) -> dict[str, Any]:
    """A self-contained JSON Schema (2020-12), definitions under `$defs`; `x-key` names the fields that give the key."""
    body = contract.model_json_schema(schema_generator=_WithoutInventedTitles)
    return {
        "$schema": DIALECT,
        "$id": address(contract.type),
        "x-key": list(contract.key_fields),
        **_opened(body),
    }


def _opened(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            name: _opened(value) for name, value in node.items() if (name, value) != ("additionalProperties", False)
        }
    return [_opened(item) for item in node] if isinstance(node, list) else node
