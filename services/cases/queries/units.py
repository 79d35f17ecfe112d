"""Reading units and staff."""

import asyncpg


async def units(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    return await conn.fetch("select id, code, label_lv, label_en, active from unit order by code")


async def staff(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """Staff with how many open cases each has."""
    return await conn.fetch(
        """
        select s.id, s.code, s.unit, s.role, s.absent, count(c.id) as open_cases
        from staff s left join social_case c on c.staff = s.id and c.state <> 'closed'
        group by s.id order by s.code
        """
    )
