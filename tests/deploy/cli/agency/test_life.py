"""`tilts agency`, on a database without a running service: seen, paused, enabled, drained, replayed."""

import asyncio
from functools import partial

import asyncpg
import pytest

from services.notifications.domain.delivery import TryOutcome
from services.notifications.store import TABLES
from shared.contracts.codes import AgeBand, Priority
from tests.services.memory import Memory
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import CENTRE, RULES, told

pytestmark = pytest.mark.long

WEBHOOK = ("--channel", "webhook", "--reason", "maintenance")


@pytest.fixture
def agency(json_of):
    """`tilts agency …`"""
    return partial(json_of, "agency")


@pytest.fixture
def refused(refusal_of):
    """`tilts agency …`, which must not go."""
    return partial(refusal_of, "agency")


@pytest.fixture
def kept(deployed):
    """Three notices to the crisis centre: one waits for the webhook, one was refused by it as gone, one arrived."""
    memory = Memory(RULES)
    case = {"priority": Priority.URGENT, "age_band": AgeBand.AGE_25_64}
    _waits, gone, arrived = (Machine(memory, told(memory, name, **case)) for name in "abc")
    arrived.try_once(TryOutcome.DELIVERED)
    gone.try_once(TryOutcome.GONE)
    asyncio.run(_save(deployed.database.dsn_for("notifications"), memory))
    return arrived.notice.id


async def _save(dsn: str, memory: Memory) -> None:
    conn = await asyncpg.connect(dsn)
    for table in TABLES.tables:
        if states := memory.of(table.kind):
            await table.save(conn, states)
    await conn.close()


def stands(agency) -> dict[str, tuple[str, int]]:
    """The centre's channels, how each stands and how many notices wait for it."""
    return {row["channel"]: (row["stands"], row["queue"]) for row in agency("list") if row["agency"] == CENTRE}


def test_what_waits_and_what_is_gone_is_seen_and_enabled_and_paused(agency, kept, tilts, file):
    assert stands(agency) == {"webhook": ("disabled", 1), "partner_topic": ("closed", 1)}
    assert [row["channel"] for row in agency("list", "--troubled")] == ["webhook"]
    words = tilts("agency", "show", CENTRE, "-m", str(file)).out
    assert f"type next: tilts agency enable {CENTRE} --channel webhook" in words
    agency("enable", CENTRE, *WEBHOOK)
    assert stands(agency)["webhook"] == ("closed", 1)
    agency("pause", CENTRE, *WEBHOOK)
    assert stands(agency)["webhook"] == ("paused", 1)
    shown = agency("resume", CENTRE, *WEBHOOK)
    assert [one["paused_since"] for one in shown["channels"]] == [None, None]


def test_a_queue_and_what_went_become_commands_for_the_running_service(agency, kept, deployed):
    assert agency("drain", CENTRE, *WEBHOOK, "--to", "person") == {"agency": CENTRE, "notices": 1}
    assert agency("replay", CENTRE, "--reason", "other", "--unanswered") == {"agency": CENTRE, "notices": 1}
    kinds = asyncio.run(_timers(deployed.database.dsn_for("notifications")))
    assert kinds == [("drain", "webhook/person"), ("replay", str(kept))]


async def _timers(dsn: str) -> list[tuple[str, str]]:
    conn = await asyncpg.connect(dsn)
    rows = await conn.fetch("select kind, key from timer where kind in ('drain', 'replay') order by kind")
    await conn.close()
    return [(row["kind"], row["key"].partition("/")[2] or row["key"]) for row in rows]


def test_what_does_not_exist_or_changes_nothing_is_said(refused):
    assert "no agency nobody" in refused("show", "nobody")
    assert "no agency nobody" in refused("pause", "nobody", *WEBHOOK)
    assert "not told by sms" in refused("pause", CENTRE, "--channel", "sms", "--reason", "other")
    assert "not paused" in refused("resume", CENTRE, *WEBHOOK)
    assert "say --from" in refused("replay", CENTRE, "--reason", "other")
