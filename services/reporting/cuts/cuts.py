"""Cuts: where reporting stood at an instant, taken at the end of every day in Riga and on demand, and never changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

import asyncpg

from services.reporting.rebuild import standing
from services.reporting.rebuild.standing import Standing
from shared.calendar import RIGA

_PUNCTUAL = timedelta(minutes=5)
"""A daily cut that is taken later than this after its day is marked."""
_DAY = timedelta(days=1)
_COLUMNS = "name, day, daily, taken_at, late, applied, own_log, until, hash"
_LAST = """
    select coalesce(max(day), (
        select (at at time zone 'Europe/Riga')::date - 1 from migration where name = 'reporting/0011_cut.sql'
    )) from cut where daily
"""
"""The first day with a cut is the one on which the database learned to keep them."""
_TAKE = f"""
    insert into cut ({_COLUMNS})
    select name, day, daily, $1, late, applied::json, own_log::json, until::json, encode(sha256(convert_to(
        concat_ws(e'\\n', name, day, daily, $1::timestamptz, late, applied, own_log, until), 'UTF8'
    )), 'hex')
    from ({standing.PLACE}) place cross join unnest($2::text[], $3::date[], $4::boolean[]) cut (name, day, late)
    cross join (select $5::boolean as daily) kind
    on conflict do nothing returning {_COLUMNS}
"""
"""One statement, so that all of a cut is of one instant."""


@dataclass(frozen=True)
class Cut:
    """`day` is the one it closes, or the one on which it was asked for; `late` when reporting was down at its end."""

    name: str
    day: date
    daily: bool
    taken_at: datetime
    late: bool
    hash: str
    """Of all the rest: the same as long as nobody has touched it."""
    at: Standing
    until: Mapping[str, datetime | None] = field(default_factory=dict)
    """Until when what had happened was applied, by source; not known of cuts from before this was kept."""

    @cached_property
    def facts(self) -> dict[str, int]:
        """How many facts of each source were applied."""
        counts: dict[str, int] = {}
        for (source, _), cursor in sorted(self.at.applied.items()):
            counts[source] = counts.get(source, 0) + cursor.position
        return counts

    @property
    def instant(self) -> datetime:
        """What is now in a report as of it: for a punctual daily cut the last instant of its day."""
        ends = datetime.combine(self.day + _DAY, time.min, RIGA) - timedelta(microseconds=1)
        return ends if self.daily and not self.late else self.taken_at

    @property
    def schema(self) -> str:
        """Where its tables lie while they are kept."""
        return "cut_" + self.name.replace("-", "_").replace(".", "_")


def missing(last: date, now: datetime) -> list[date]:
    """The days that are over and have no daily cut, when `last` is the last that has one."""
    return [last + n * _DAY for n in range(1, (now.astimezone(RIGA).date() - last).days)]


def is_late(day: date, now: datetime) -> bool:
    """Whether a daily cut that is taken now comes late for its day."""
    return now - datetime.combine(day + _DAY, time.min, RIGA) > _PUNCTUAL


async def take_daily(conn: asyncpg.Connection, now: datetime) -> list[Cut]:
    """Take the daily cut of every day that is over and has none. Any number of processes may: there is one a day."""
    days = missing(await conn.fetchval(_LAST), now)
    if not days:
        return []
    late = [is_late(day, now) for day in days]
    return list(map(_cut, await conn.fetch(_TAKE, now, list(map(str, days)), days, late, True)))


async def take(conn: asyncpg.Connection, now: datetime) -> Cut:
    """Take a cut now."""
    day = now.astimezone(RIGA).date()
    async with conn.transaction():
        # Two that ask at once get two numbers.
        await conn.execute("lock table cut in share row exclusive mode")
        before = await conn.fetchval("select count(*) from cut where day = $1 and not daily", day)
        return _cut(await conn.fetchrow(_TAKE, now, [f"{day}.{before + 1}"], [day], [False], False))


async def find(conn: asyncpg.Connection | asyncpg.Pool, name: str) -> Cut | None:
    row = await conn.fetchrow(f"select {_COLUMNS} from cut where name = $1", name)
    return _cut(row) if row else None


async def listed(
    conn: asyncpg.Connection, daily: bool | None, after: tuple[datetime | None, str | None], limit: int
) -> Sequence[Cut]:
    """All of them, or only daily ones or those on demand, newest first."""
    rows = await conn.fetch(
        f"""
        select {_COLUMNS} from cut
        where ($1::boolean is null or daily = $1) and ($2::timestamptz is null or (taken_at, name) < ($2, $3))
        order by taken_at desc, name desc limit $4
        """,
        daily, *after, limit,
    )  # fmt: skip
    return [_cut(row) for row in rows]


def _cut(row: asyncpg.Record) -> Cut:
    given = {column: row[column] for column in ("name", "day", "daily", "taken_at", "late", "hash")}
    until = json.loads(row["until"] or "{}")
    return Cut(
        **given, at=standing.read(row),
        until={source: at and datetime.fromisoformat(at) for source, at in until.items()},
    )  # fmt: skip
