"""Models whose attributes are documented by the text under them, which is read when a JSON Schema is asked for.

Pydantic can read it as well (`use_attribute_docstrings`), but does so for each class when it is made: half a second at
every start of every process, for descriptions that only schemas show.
"""

import ast
import inspect
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Described(BaseModel):
    """The base of such models. A field whose `Field` has a description keeps that."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in descriptions(cls).items():
            field = properties.get(cls.model_fields[name].alias or name if name in cls.model_fields else name)
            # What is said of a type already is not repeated beside it.
            if field is not None and handler.resolve_ref_schema(field).get("description") != text:
                field.setdefault("description", text)
        return schema


@cache
def descriptions(model: type) -> Mapping[str, str]:
    """The text under each attribute, inherited where the class does not declare the attribute anew."""
    inherited: dict[str, str] = {}
    for base in (base for base in reversed(model.__mro__) if issubclass(base, Described)):
        declared = inspect.get_annotations(base)
        inherited = {name: text for name, text in inherited.items() if name not in declared} | _written(base)
    return inherited


def _written(model: type) -> dict[str, str]:
    """What stands in the class itself."""
    body = _body(_parsed(model.__module__).body, [part for part in model.__qualname__.split(".") if part != "<locals>"])
    return {
        before.target.id: inspect.cleandoc(after.value.value)
        for before, after in pairwise(body)
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and _is_text(after)
    }


def _body(statements: Sequence[ast.stmt], path: Sequence[str]) -> Sequence[ast.stmt]:
    """The statements of the class (or function) at the end of the path; of two of one name, the later one."""
    if not path:
        return statements
    for one in reversed(statements):
        if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and one.name == path[0]:
            return _body(one.body, path[1:])
    return ()


@cache
def _parsed(module: str) -> ast.Module:
    try:
        return ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        # Built in, or its source is not here: then nothing can be said of it.
        return ast.Module([], [])


def _is_text(statement: ast.stmt) -> bool:
    value: Any = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
