"""No core fact can carry a name: each field is of a type from the closed list, whatever wraps it."""

from collections.abc import Iterator
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from pydantic import Field

from shared.contracts.contract import Contract
from shared.contracts.fact import Fact
from shared.contracts.fields import CORE_FIELD_TYPES, CaseId, Few, PersonId, PublicLabel
from shared.contracts.topics import CORE_TOPICS
from tests.contracts.code_lists import MODULES

CODE_LISTS = {module.__name__ for module in MODULES}
MAY_CARRY_A_PUBLIC_LABEL = {
    f"lv.tilts.cases.{fact}-changed.v1" for fact in ("unit", "organization", "catalogue", "service-place")
}
CORE_CONTRACTS = sorted({c for topic in CORE_TOPICS for c in topic.contracts}, key=lambda c: c.type)


def outside_the_closed_list(contract: type[Contract]) -> list[str]:
    """The fields of `contract` that are of a type no core fact may use."""
    hints = get_type_hints(contract, include_extras=True)
    return [
        name
        for name in contract.model_fields
        for part in _parts(hints[name])
        if not (_is_listed(part) or (part is PublicLabel and contract.type in MAY_CARRY_A_PUBLIC_LABEL))
    ]


def _parts(annotation: Any) -> Iterator[Any]:
    """The types an annotation is made of, through optional, tuple and the bound on a tuple's length."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in CORE_FIELD_TYPES or origin is None:
        yield annotation
    elif origin is Annotated and get_origin(arguments[0]) is tuple:
        yield from _parts(arguments[0])
    elif origin in (Union, UnionType, tuple):
        for argument in arguments:
            if argument not in (NoneType, Ellipsis):
                yield from _parts(argument)
    else:
        yield annotation


def _is_listed(annotation: Any) -> bool:
    if annotation in CORE_FIELD_TYPES:
        return True
    return isinstance(annotation, type) and issubclass(annotation, StrEnum) and annotation.__module__ in CODE_LISTS


class Homemade(StrEnum):
    JANIS = "janis"


class Wrong(Fact, type="wrong", version=1, key="case", to=("reporting",)):
    """What somebody in a hurry might write."""

    case: CaseId
    name: str
    note: str | None = None
    tags: tuple[str, ...] = ()
    spoken: Few[str] = ()
    spelled: Annotated[str, Field(max_length=10)]
    anything: Any = None
    table: dict[str, int]
    raw_id: UUID
    age: int
    code: Homemade
    label: PublicLabel
    people: Few[PersonId] = ()


def test_there_are_core_contracts_of_every_publisher():
    assert {contract.publisher for contract in CORE_CONTRACTS} == {"intake", "cases", "notifications", "stream"}


@pytest.mark.parametrize("contract", CORE_CONTRACTS, ids=lambda c: c.type)
def test_every_core_contract_keeps_to_the_closed_list(contract):
    assert outside_the_closed_list(contract) == []


def test_a_contract_that_strays_from_the_list_is_caught_field_by_field():
    assert outside_the_closed_list(Wrong) == [
        *("name", "note", "tags", "spoken", "spelled", "anything", "table", "raw_id", "age", "code", "label")
    ]
