"""What was kept long enough goes by itself: nobody has to remember a table."""

import asyncpg

from tests.shared.runtime.municipality import Municipality, until

_OLD = """
insert into idempotency_key (client, key, request_hash, status, created_at)
values ('a', 'old', '', 200, now() - interval '4 days'), ('a', 'new', '', 200, now());
insert into partner_message (partner, message, digest, seen_at)
values ('a', 'old', '', now() - interval '40 days'), ('a', 'new', '', now())
"""
_KEPT = "select array_agg(key) from idempotency_key union all select array_agg(message) from partner_message"


async def test_old_answers_and_old_message_ids_are_forgotten(municipality: Municipality):
    conn = await asyncpg.connect(municipality.settings().database.dsn_for("intake"))
    await conn.execute(_OLD)
    kept = []

    async def only_the_new_are_left() -> bool:
        kept[:] = [row[0] for row in await conn.fetch(_KEPT)]
        return kept == [["new"], ["new"]]

    async with municipality.serving("intake"):
        await until(only_the_new_are_left)
    await conn.close()
    assert kept == [["new"], ["new"]]
