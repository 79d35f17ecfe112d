"""Are two sets of the same tables equal, byte for byte, and if not, which rows differ in what?"""

from collections.abc import Collection
from dataclasses import dataclass

import asyncpg

from services.reporting.store import PROJECTIONS

_NAMED = 10
"""Differing rows that are named for each table; more would hide which table it is about."""


@dataclass(frozen=True, slots=True)
class Table:
    """One projection, as it runs and as it was built anew. The digests do not depend on the order of rows."""

    name: str
    rows: int
    """As it was built anew."""
    running: str
    rebuilt: str
    differences: tuple[str, ...]
    """Which rows differ and in what, the first few of them."""


async def compare(
    conn: asyncpg.Connection, running: str, rebuilt: str, incomplete: Collection[str] = ()
) -> list[Table]:
    """Every projection in the schema `running` beside its namesake in the schema `rebuilt`.

    Of those in `incomplete`, which differ by design, no differences are named.
    """
    here, there = await fingerprints(conn, running), await fingerprints(conn, rebuilt)
    tables = []
    for name, (rows, digest) in there.items():
        # Row by row only where some are sure to differ: it takes three times as long as both digests.
        named = here[name] != there[name] and name not in incomplete
        differences = await _differences(conn, name, running, rebuilt) if named else ()
        tables.append(Table(name, rows, running=here[name][1], rebuilt=digest, differences=tuple(differences)))
    return tables


async def fingerprints(conn: asyncpg.Connection, schema: str) -> dict[str, tuple[int, str]]:
    """For each projection how many rows it has, and a digest: a sum of hashes, which takes no memory."""
    found = {}
    for projection in PROJECTIONS:
        row = await conn.fetchrow(
            f"select count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text from {schema}.{projection.name} t"
        )
        found[projection.name] = tuple(row)
    return found


async def _differences(conn: asyncpg.Connection, name: str, running: str, rebuilt: str) -> list[str]:
    rows = await conn.fetch(
        f"""
        select id::text, here is null as missing, there is null as made_up, (
            select string_agg(format('%s is %L, by the logs %L', key, a.value, b.value), '; ' order by key)
            from json_each_text(to_json(here)) a join json_each_text(to_json(there)) b using (key)
            where a.value is distinct from b.value
        ) as changed
        from {running}.{name} here full join {rebuilt}.{name} there using (id)
        where here::text is distinct from there::text order by id limit {_NAMED}
        """
    )
    return [f"{name} {row['id']}: {_difference(row)}" for row in rows]


def _difference(row: asyncpg.Record) -> str:
    if row["missing"]:
        return "the logs tell of it, but it is missing here"
    return "no fact tells of it" if row["made_up"] else row["changed"]
