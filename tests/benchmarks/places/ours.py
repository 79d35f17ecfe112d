"""Answers to offered places over HTTP, as coordinators give them; afterwards nobody has two places or is lost."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

from services.cases.app import DEFINITION
from services.cases.domain.units.staff import Staff
from shared.runtime import garbage
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.places import waiting
from tests.benchmarks.places.game import CONNECTIONS, Size, Word, play
from tests.benchmarks.rounds import must_be
from tests.services.running import LIGITA, MARTA, Caller, begun, settings_at

_OFFERED = waiting.VERSION + 1
"""The version of a request to which one place was offered."""
_BUSY = 503
"""Nothing was done: whoever asks says it again under the same key."""
_TOO_LATE = {409: "/problems/no-place-offered", 412: "/problems/stale-version"}


async def main(dsn: str, size: Size) -> None:
    async with begun(DEFINITION, settings_at(dsn, TILTS_DATABASE__POOL_MIN=str(CONNECTIONS))) as process:
        coordinators = [Caller(process, who) for who in (LIGITA, MARTA)]
        async with process.pool.acquire() as conn:
            (staff,) = (one for one in process.desk.rules.staff if isinstance(one, Staff) and str(one.id) == MARTA.id)
            lines = await waiting.enter(conn, process.desk, staff, size)
            offers = [row[0] for row in await conn.fetch("select distinct offer from service_request")]
        await _offer(coordinators, offers, size)
        garbage.settle()
        later = (datetime.now(UTC) + timedelta(days=30)).isoformat()

        async def answer(who: int, request: UUID, word: Word) -> bool:
            path, body = f"/v1/requests/{request}", None
            if word is not Word.ACCEPTED:
                body = {"reason": word} | ({"until": later} if word is Word.POSTPONED else {})
            act = "accept" if word is Word.ACCEPTED else "decline"
            key, said = str(uuid4()), None
            while said is None or said.status_code == _BUSY:
                said = await coordinators[who].do(f"{path}/{act}", body, key=key, version=_OFFERED)
            if said.is_success:
                return True
            if said.json()["type"] != _TOO_LATE.get(said.status_code):
                raise RuntimeError(f"{path}/{act} was answered with {said.status_code}: {said.text}")
            return False

        watch = Stopwatch()
        await play(lines, size.taken, answer)
        watch.report()
        async with process.pool.acquire() as conn:
            await _check(conn, offers, size)


async def _offer(coordinators: Sequence[Caller], offers: Sequence[UUID], size: Size) -> None:
    """Two coordinators offer all that is free, at once: as much as there is, and no more."""
    asked = [one.do(f"/v1/places/{offer}/next") for offer in offers for one in coordinators for _ in range(size.taken)]
    status = [answer.status_code for answer in await asyncio.gather(*asked)]
    must_be(status.count(201), size.places, "places that were offered")


async def _check(conn: asyncpg.Connection, offers: Sequence[UUID], size: Size) -> None:
    """Everybody was offered one place, once; each place is taken, once; and the queues say what the requests say."""
    everybody = size.people * size.offers
    told = dict(await conn.fetch("select type, count(distinct key) from event_log group by type"))
    for kind, people in {"offered": everybody, "accepted": size.places, "declined": everybody - size.places}.items():
        must_be(told[f"lv.tilts.cases.place-{kind}.v1"], people, f"people told {kind}")
    facts = await conn.fetchval("select count(*) from event_log where type like '%.place-%'")
    must_be(facts, 2 * everybody, "facts about places")
    beyond = "data->>'held' is not null and (data->>'held')::int >= (data->>'usable')::int"
    must_be(await conn.fetchval(f"select count(*) from event_log where {beyond}"), 0, "offers beyond what there is")
    states = await conn.fetch("select id, state from service_request")
    standing = {row["id"]: row["state"] for row in states if row["state"] != "ended"}
    must_be(list(standing.values()).count("accepted"), size.places, "places that are taken")
    rows = await conn.fetch("select waiting, offered, taken from place_queue where id = any($1)", offers)
    full = [row for row in rows if (row["offered"], row["taken"]) == (0, size.taken)]
    must_be(len(full), size.offers, "queues with every place taken")
    must_be(sum(row["waiting"] for row in rows), list(standing.values()).count("waiting"), "people who wait on")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Size(*map(int, sys.argv[2:]))))
