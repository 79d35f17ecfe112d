"""Rooms, staff and places of each offer: how much can be used, which part holds it back, and what is planned."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.reporting.queries.offers import HOLDING, LAST_DAY, PARTS, USED, offers
from services.reporting.reports.asking import Asking, counts


@counts("capacity.offers", "capacity.bottleneck", "capacity.used")
async def there(ask: Asking):
    rows = [{**row, "usable": _usable(row)} for row in await ask.rows(f"""
        with {offers(ask)}, {HOLDING}, {USED}
        select o.id::text as offer, o.sensitive, {_each("people")}, {_each("serves", "_serves")},
            coalesce(max(u.used), 0) as used, coalesce(max(u.offered), 0) as offered,
            coalesce(max(u.waiting), 0) as waiting
        from offer o left join holding h on h.offer = o.id left join used u on u.offer = o.id
        where o.available and o.valid_from <= {LAST_DAY} group by o.id, o.sensitive order by o.id
    """)]  # fmt: skip
    return {
        "capacity.offers": rows,
        "capacity.bottleneck": [found for row in rows for found in _bottlenecks(row)],
        "capacity.used": [{**row, "free": _free(row)} for row in rows if not row["sensitive"]],
    }


def _each(column: str, ending: str = "") -> str:
    return ", ".join(f"max(h.{column}) filter (where h.part = '{part}') as {part}{ending}" for part in PARTS)


def _usable(row: Mapping[str, Any]) -> int | None:
    return min((row[part] for part in PARTS if row[part] is not None), default=None)


def _free(row: Mapping[str, Any]) -> int | None:
    return None if row["usable"] is None else row["usable"] - row["used"] - row["offered"]


def _bottlenecks(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of which there is less than of the others; none where all are enough for as many."""
    more = [row[part] for part in PARTS if row[part] is not None and row[part] > row["usable"]]
    if more:
        could = min(more)
        for part in PARTS:
            if row[part] == row["usable"]:
                missing = -(-(could - row["usable"]) // (row[f"{part}_serves"] or 1))
                yield {**row, "part": part, "could": could, "missing": missing}


@counts("capacity.pipeline")
async def planned(ask: Asking):
    """A service that is planned has its capacity from the day on which it begins."""
    rows = await ask.rows(f"""
        with {offers(ask)}, planned as (
            select o.id, c.part, c.amount * c.serves as people, c.from_at,
                greatest((c.from_at at time zone 'Europe/Riga')::date, o.valid_from) as day
            from offer o join capacity c on c.offer = o.id
            where o.available and not c.called_off
        )
        select id::text as offer, day::text as day, {
        ", ".join(
            f"(array_agg(people order by from_at desc) filter (where part = '{part}'))[1] as {part}" for part in PARTS
        )
    }
        from planned where day > {LAST_DAY} group by id, day order by id, day
    """)
    return {"capacity.pipeline": rows}


QUERIES = (there, planned)
