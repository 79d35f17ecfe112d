"""Brings the register into intake's database as the service itself would have: people, keys and blocks."""

from collections import defaultdict
from collections.abc import Iterable

import asyncpg

from services.intake.domain.people.block import MOST, block_ids
from services.intake.domain.people.person import Person, describe
from services.intake.domain.rules import Rules

_PERSON = (
    "id", "given_name", "family_name", "personal_code", "birth_date", "address", "phone", "folded", "phone_number"
)  # fmt: skip


async def enter(conn: asyncpg.Connection, people: Iterable[Person], rules: Rules) -> int:
    """Returns how many blocks there are."""
    people, blocks = list(people), defaultdict(list)
    for person in people:
        for block in block_ids(describe(person), rules):
            if len(blocks[block]) < MOST:
                blocks[block].append(person.id)
    rows = ([getattr(person, name) for name in _PERSON] for person in people)
    await conn.copy_records_to_table("person", records=rows, columns=_PERSON)
    keys = ((rules.fingerprint(f"code:{person.personal_code}"), person.id, []) for person in people)
    await conn.copy_records_to_table("person_key", records=keys, columns=("id", "person", "others"))
    await conn.copy_records_to_table("block", records=blocks.items(), columns=("id", "people"))
    await conn.execute("analyze")
    return len(blocks)
