"""A hundred people answer around the closing second: those inside count, and the first five stay the first five."""

import asyncio
import json
from datetime import datetime, timedelta
from random import Random

import asyncpg
import httpx
import pytest

from services.intake.handlers import feedback
from services.intake.queries import feedback as feedback_queries
from shared.contracts.fact import Fact
from shared.contracts.partner import FeedbackSubmitted
from shared.contracts.registry import decode
from shared.decision import Handler
from shared.runtime.process import Process
from shared.stream.record import edge_record
from tests.services.intake.feedback_samples import CLOSES, MARTA, PORTAL, THANKS, At, Wall, of, resident
from tests.services.intake.samples import MONDAY
from tests.services.memory import cause
from tests.services.running import Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

END = CLOSES + timedelta(seconds=1)
INSTANTS = [END + timedelta(milliseconds=20 * step) for step in range(-50, 50)]
"""Fifty in the last second, the fifty-first at the very instant at which it is over."""
GIVEN = {"role": "client", "worker": str(MARTA), "text": "Paldies!"}


async def one(at: At, person: int, instant: datetime) -> httpx.Response:
    """One person's answer, at that instant on the clock; sent again while intake asks for a repeat."""
    at.wall.show(instant)
    caller, key = Caller(at, resident(of(person))), f"answer-{person}"
    while (answer := await caller.do(f"/v1/campaigns/{THANKS}/answers", GIVEN, key=key)).status_code == 503:
        await asyncio.sleep(0.05)
    return answer


async def rebuild(intake: Process) -> None:
    """Forget the answers and make them again from the log alone, in the order in which it was written."""
    async with intake.pool.acquire() as conn, conn.transaction():
        await conn.execute("truncate answer, answer_series")
        for row in await conn.fetch("select id, type, data::text as data from event_log order by partition, position"):
            if handler := feedback.REPLAYED.get(row["type"]):
                await _replay(intake, conn, handler, decode(row["type"], row["data"].encode()))


async def _replay(intake: Process, conn: asyncpg.Connection, handler: Handler, fact: Fact) -> None:
    rules, why = intake.desk.rules, cause(str(fact), MONDAY)
    await intake.desk.decide(
        conn, why, handler.refs(fact, why, rules), lambda world: handler.decide(world, fact, why, rules)
    )  # fmt: skip


async def winners(intake: Process) -> list[str]:
    return [str(row["id"]) for row in await feedback_queries.winners(intake.pool, THANKS, 5)]


async def verified(intake: Process) -> list[str]:
    """What intake's own checks of `tilts verify` find."""
    async with intake.pool.acquire() as conn:
        return [sentence for check in intake.definition.checks for sentence in await check(conn)]


async def test_exactly_those_inside_count_and_a_rebuild_gives_the_same_winners(intake):
    at, people = At(intake, Wall()), list(enumerate(INSTANTS))
    Random(94).shuffle(people)
    answers = await asyncio.gather(*(asyncio.create_task(one(at, *person)) for person in people))
    status = {person: answer.status_code for (person, _), answer in zip(people, answers, strict=True)}
    assert status == {person: 201 if instant < END else 409 for person, instant in enumerate(INSTANTS)}
    refused = await intake.pool.fetchval("select count from refused_answers where id = $1", f"{THANKS}/too_late")
    assert (await intake.pool.fetchval("select count(*) from answer"), refused) == (50, 50)

    told = {answer.json()["id"] for answer in answers if answer.status_code == 201 and answer.json()["gift"]}
    first = await winners(intake)
    log = await intake.pool.fetch(
        "select data->>'answer' as id from event_log where key = $1 order by position limit 5", THANKS
    )
    assert first == [row["id"] for row in log]
    assert (told, len(told)) == (set(first), 5)
    await rebuild(intake)
    assert await winners(intake) == first
    assert await verified(intake) == []


async def test_a_portal_s_batch_and_residents_at_the_same_time_get_places_without_a_gap(intake):
    at = At(intake, Wall())
    topic = f"liepaja.partner.{PORTAL}.referrals"
    said = GIVEN | {"campaign": THANKS, "submitted_at": CLOSES.isoformat()}
    batch = [
        edge_record(
            PORTAL, topic, None, json.dumps(said | {"identity": of(person), "reference": f"E-{person}"}).encode(),
            (("ce_id", f"p{person}".encode()), ("ce_type", FeedbackSubmitted.type.encode())),
        )
        for person in range(50, 60)
    ]  # fmt: skip
    await asyncio.gather(intake.batch.apply(batch), *(one(at, person, CLOSES) for person in range(10)))
    places = await intake.pool.fetch("select place from answer order by place")
    assert [row["place"] for row in places] == list(range(1, 21))
    assert await verified(intake) == []


async def test_verify_tells_when_somebody_stands_at_another_place_than_in_the_log(intake):
    at = At(intake, Wall())
    for person in range(2):
        await one(at, person, CLOSES)
    await intake.pool.execute("update answer set place = place + 10 where place = 1")
    (found,) = await verified(intake)
    assert "stands at another place than in the log" in found
