"""A life lived on the real store: the row that is left and the facts in the log say the same."""

from dataclasses import replace

import pytest

from services.intake.domain.referral import Referral
from services.intake.handlers import REPLAYED
from services.intake.store import TABLES
from shared.contracts.registry import decode
from shared.decision import World
from tests.services.intake.samples import MONDAY, RULES, SCHOOL, body
from tests.services.intake.test_api_acts import WISHES, acted
from tests.services.intake.test_api_sender import SAID
from tests.services.memory import Memory, cause
from tests.services.running import INESE, Caller, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("kind", "acts", "state"),
    [
        ("school.absence", "ask correct triage accept withdraw", "withdrawn"),
        ("school.absence", "correct ask information ask decline", "declined"),
        ("school.absence", "triage ask information redirect", "redirected"),
        ("school.absence", "information accept correct information", "accepted"),
        ("inquiry", "triage ask correct answer", "completed"),
    ],
    ids=lambda value: value.replace(" ", "-"),
)
async def test_the_row_and_the_facts_say_the_same(intake, kind, acts, state):
    inese, school = Caller(intake, INESE), Caller(intake, partner(SCHOOL))
    sent = (await school.do("/v1/referrals", body(kind=kind))).json()
    for act in acts.split():
        if act in ("correct", "withdraw"):
            answer = await school.do(f"/v1/referrals/{sent['id']}/{act}", SAID[act])
        else:
            wish = {"reason": "other"} if act == "decline" else WISHES.get(act)
            answer = await acted(inese, f"/v1/queue/{sent['id']}", act, wish)
        assert answer.status_code == 200, (act, answer.text)
    row, told = await stored(intake), await replayed(intake)
    assert row.state == state
    # The sender's reference is in no fact.
    assert replace(row, reference=None) == told


async def stored(intake) -> Referral:
    id = await intake.pool.fetchval("select id from referral")
    world = World({(Referral, id)})
    async with intake.pool.acquire() as conn, conn.transaction():
        await TABLES.load(conn, world)
    return world.get(Referral, id)


async def replayed(intake) -> Referral:
    memory = Memory(RULES)
    rows = await intake.pool.fetch(
        "select type, data::text as data from event_log where topic is null order by partition, position"
    )
    for fact in (decode(row["type"], row["data"].encode()) for row in rows):
        memory.hear(REPLAYED[fact.type], fact, cause("restore", MONDAY))
    (referral,) = memory.of(Referral)
    return referral
