"""Are two sets of the same tables equal, byte for byte, and if not, which rows differ in what?

Looking at every row takes long, so it is done while both sets still grow; what was written since is looked at last.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import asyncpg

from services.reporting.rebuild.standing import PLACE, Standing, read
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


@dataclass(frozen=True, slots=True)
class Seen:
    """All projections of a schema at one instant: where reporting stood, and rows and digest of each."""

    schema: str
    at: Standing
    tables: Mapping[str, tuple[int, str]]
    since: str
    """The oldest transaction that may have written what is not seen here."""


async def see(conn: asyncpg.Connection, schema: str) -> Seen:
    """Look at every row. It is one statement, so that all of it is of one instant, whoever writes meanwhile."""
    rows = await conn.fetch(f"""
        with place as materialized ({PLACE})
        select place.*, seen.*, coalesce(
            (select xip from pg_snapshot_xip(pg_current_snapshot()) xip order by xip limit 1),
            pg_snapshot_xmax(pg_current_snapshot())
        )::text as since
        from place, ({_FINGERPRINTS.format(schema=schema)}) seen
        """)
    return Seen(schema, read(rows[0]), {row["name"]: (row["rows"], row["digest"]) for row in rows}, rows[0]["since"])


async def compare(
    conn: asyncpg.Connection, running: Seen, rebuilt: Seen, incomplete: Collection[str] = ()
) -> list[Table]:
    """Every projection beside its namesake, both seen at the same place of the logs; nobody has written since.

    Of those in `incomplete`, which differ by design, no differences are named.
    """
    tables = []
    for name, (rows, digest) in rebuilt.tables.items():
        # Row by row only where some are sure to differ: it takes three times as long as both digests.
        named = running.tables[name] != (rows, digest) and name not in incomplete
        differences = await _differences(conn, name, running, rebuilt) if named else ()
        tables.append(Table(name, rows, running.tables[name][1], digest, tuple(differences)))
    return tables


async def compare_since(
    conn: asyncpg.Connection, running: Seen, rebuilt: Seen, incomplete: Collection[str] = ()
) -> list[Table]:
    """The same after both have gone on from where they were seen, to the same place again.

    Tables that were equal are equal still when they have as many rows as each other, and what was written since is the
    same. `conn` has written all that is new in the rebuilt ones, in transactions within its own.
    """
    tables = []
    for name, (_, digest) in rebuilt.tables.items():
        rows, running_rows = [await _count(conn, seen, name) for seen in (rebuilt, running)]
        differences: list[str] = []
        if name not in incomplete:
            if running.tables[name] == rebuilt.tables[name]:
                differences = await _differences(conn, name, running, rebuilt, _WRITTEN_SINCE)
            if running.tables[name] != rebuilt.tables[name] or rows != running_rows:
                differences = await _differences(conn, name, running, rebuilt)
        tables.append(Table(name, rows, running.tables[name][1], digest, tuple(differences)))
    return tables


async def fingerprints(conn: asyncpg.Connection, schema: str) -> dict[str, tuple[int, str]]:
    """For each projection how many rows it has, and a digest: a sum of hashes, which takes no memory."""
    rows = await conn.fetch(_FINGERPRINTS.format(schema=schema))
    return {row["name"]: (row["rows"], row["digest"]) for row in rows}


_FINGERPRINTS = " union all ".join(
    f"select '{projection.name}' as name, count(*) as rows,"
    f" coalesce(sum(hashtextextended(t::text, 0)), 0)::text as digest from {{schema}}.{projection.name} t"
    for projection in PROJECTIONS
)

_ALL = "select id from {schema}.{name}"
# Ages are compared because the numbers of transactions begin again from time to time.
_WRITTEN_SINCE = _ALL + " where age(xmin) <= age('{since}'::xid8::xid)"


async def _count(conn: asyncpg.Connection, seen: Seen, name: str) -> int:
    return await conn.fetchval(f"select count(*) from {seen.schema}.{name}")


async def _differences(
    conn: asyncpg.Connection, name: str, running: Seen, rebuilt: Seen, looked_at: str = _ALL
) -> list[str]:
    """What differs among the rows that `looked_at` finds on either side."""
    ids = " union ".join(looked_at.format(schema=one.schema, name=name, since=one.since) for one in (running, rebuilt))
    rows = await conn.fetch(
        f"""
        select id::text, here is null as missing, there is null as made_up, (
            select string_agg(format('%s is %L, by the logs %L', key, a.value, b.value), '; ' order by key)
            from json_each_text(to_json(here)) a join json_each_text(to_json(there)) b using (key)
            where a.value is distinct from b.value
        ) as changed
        from ({ids}) looked_at
        left join {running.schema}.{name} here using (id) left join {rebuilt.schema}.{name} there using (id)
        where here::text is distinct from there::text order by id limit {_NAMED}
        """
    )
    return [f"{name} {row['id']}: {_difference(row)}" for row in rows]


def _difference(row: asyncpg.Record) -> str:
    if row["missing"]:
        return "the logs tell of it, but it is missing here"
    return "no fact tells of it" if row["made_up"] else row["changed"]
