"""Whose turn it is: who has something that may begin now, found by one question, and called for."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services.notifications import store
from services.notifications.sending.drop import Drop
from services.notifications.sending.turns import Turns
from services.notifications.sending.webhook import Webhook
from shared.contracts.codes import NoticeChannel, Priority
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, accepted, opened

TOPIC, WEBHOOK = NoticeChannel.PARTNER_TOPIC, NoticeChannel.WEBHOOK
NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
BOTH = {(TOPIC, COURT), (WEBHOOK, CENTRE)}


@pytest.fixture
def due(room):
    async def ask(at=NOW):
        found = await store.due(room.pool, at)
        assert len(found) == len(set(found))
        return set(found)

    return ask


async def test_each_way_on_which_something_may_begin_is_found_once(room, due):
    assert await due() == set()
    for name in "abc":
        await room.hear(accepted(name), opened(name, priority=Priority.URGENT))
    assert await due() == BOTH


async def test_what_somebody_has_claimed_is_due_when_the_lease_runs_out(room, due):
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    await store.claim(room.pool, WEBHOOK, CENTRE, NOW, NOW + timedelta(minutes=1), 10)
    assert await due() == {(TOPIC, COURT)}
    assert await due(NOW + timedelta(minutes=1)) == BOTH


async def test_a_routine_one_is_found_behind_urgent_ones_whose_time_has_not_come(room, due):
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    await store.claim(room.pool, TOPIC, None, NOW, NOW + timedelta(minutes=1), 10)
    await room.hear(accepted("b"), opened("b"))
    assert (TOPIC, COURT) in await due()


async def test_what_is_held_is_nobodys_turn(room, due):
    await room.hear(PartnerSuspended(partner=COURT, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT))
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    assert await due() == {(WEBHOOK, CENTRE)}


async def test_it_calls_whoever_has_something_to_bring_and_nobody_else(room, tmp_path):
    turns, settings = Turns(room.desk), room.desk.settings
    webhook = Webhook(CENTRE, settings.partners[CENTRE], development=True)
    called, idle = turns.of(webhook), turns.of(Drop(NoticeChannel.EMAIL, tmp_path, settings))
    calling = asyncio.create_task(turns.run())
    await asyncio.sleep(0)
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    async with asyncio.timeout(20):
        await called.wait()
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    await webhook.close()
    assert not idle.is_set()
