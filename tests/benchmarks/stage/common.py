"""What all contenders share: the number of partitions, and the tables of floor and naive."""

import asyncpg

PARTITIONS = 1
"""A partner's topic has one; and nobody wins by reading six at once."""

TABLES = """
create table seen (message text primary key);
create table referral_row (id uuid primary key, reference text not null, kind text not null, body text not null);
create table event_row (id uuid primary key, type text not null, key text not null, data text not null);
"""


async def create_tables(dsn: str) -> None:
    conn = await asyncpg.connect(dsn)
    try:
        await conn.execute(TABLES)
    finally:
        await conn.close()


async def counted(dsn: str, table: str) -> int:
    conn = await asyncpg.connect(dsn)
    try:
        return await conn.fetchval(f"select count(*) from {table}")
    finally:
        await conn.close()
