"""What a fact says, as part of one row of one projection."""

from typing import Any, NamedTuple
from uuid import UUID


class Row(NamedTuple):
    """`values` are the columns that the fact tells of; it says nothing about the others."""

    table: str
    id: UUID | str
    values: dict[str, Any]
