"""What a fact says, as part of one row of one projection."""

from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from shared.contracts.target_groups import groups_by


class Row(NamedTuple):
    """`values` are the columns that the fact tells of; it says nothing about the others."""

    table: str
    id: UUID | str
    values: dict[str, Any]


def about(fact: Any) -> dict[str, Any]:
    """What a referral or a case is about, as the fact says it, with the target groups that follow from that."""
    groups = _groups(tuple(fact.needs), fact.age_band)
    return {"kind": fact.kind, "needs": fact.needs, "age_band": fact.age_band, "groups": groups}


# Facts are many, and what they are about is much the same.
_groups = lru_cache(maxsize=4096)(groups_by)
