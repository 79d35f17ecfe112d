"""What ids in figures are called: the public names that units and services told of themselves."""

from collections.abc import Iterable, Mapping

import asyncpg

from services.reporting.words import Labels

_NAMES = {
    "unit": "select id::text as code, label_lv as lv, label_en as en from unit order by label_lv, id",
    "service": "select distinct on (code) code, label_lv as lv, label_en as en from service order by code, id",
    "offer": """
        select p.id::text as code, s.label_lv || ', ' || p.label_lv as lv, s.label_en || ', ' || p.label_en as en
        from service_place p join service s on s.id = p.service order by 2, 1
    """,
}
"""Dimension → what finds its codes and names."""


async def named(conn: asyncpg.Connection, dimensions: Iterable[str]) -> Mapping[str, Labels]:
    """Dimension → code → language → name, for those of `dimensions` whose codes are ids or come from a catalogue."""
    found = {}
    for dimension in sorted(_NAMES.keys() & set(dimensions)):
        rows = await conn.fetch(_NAMES[dimension])
        found[dimension] = {row["code"]: {"lv": row["lv"], "en": row["en"]} for row in rows}
    return found
