"""What ids in figures are called: the public names that units and services told of themselves."""

from collections.abc import Collection, Mapping

import asyncpg

from services.reporting.labels.words import LABELS, Labels, Language, Words

_NAMES = {
    "unit": "select id::text as code, label_lv as lv, label_en as en from unit order by label_lv, id",
    "service": "select distinct on (code) code, label_lv as lv, label_en as en from service order by code, id",
    "offer": """
        select p.id::text as code, concat_ws(', ', s.label_lv, nullif(p.label_lv, s.label_lv)) as lv,
               concat_ws(', ', s.label_en, nullif(p.label_en, s.label_en)) as en
        from service_place p join service s on s.id = p.service order by 2, 1
    """,
}
"""Dimension → what finds its codes and names."""


async def named(
    conn: asyncpg.Connection, dimensions: Collection[str], configured: Mapping[str, Labels]
) -> Mapping[str, Labels]:
    """Dimension → code → language → name, for those of `dimensions` whose codes are ids or come from a catalogue.

    `configured` are the names that the settings give.
    """
    found = {}
    for dimension in sorted(_NAMES.keys() & set(dimensions)):
        rows = await conn.fetch(_NAMES[dimension])
        found[dimension] = {row["code"]: {"lv": row["lv"], "en": row["en"]} for row in rows}
    if "register_count" in dimensions:
        rows = await conn.fetch("select id, source, counted_on, territory, quoted, note from register_count")
        found["register_count"] = {row["id"]: _count(row, configured) for row in rows}
    return found


def _count(row: asyncpg.Record, configured: Mapping[str, Labels]) -> Mapping[str, str]:
    """Who counted, when and where, and what is to be known of the number."""
    notes = [row["note"], *(["quoted"] if row["quoted"] else [])]
    return {
        language: ", ".join([
            Words(language, configured).of("register_source", row["source"]), Words(language).day(row["counted_on"]),
            *([Words(language, configured).of("territory", row["territory"])] if row["territory"] else []),
            *(LABELS["count_note"][note][language] for note in notes if note != "none"),
        ])
        for language in Language
    }  # fmt: skip
