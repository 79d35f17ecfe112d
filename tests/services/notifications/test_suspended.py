"""An agency without access: nothing of it is heard, what it would be told is held, and goes out once it has access."""

import json

import pytest

from services.notifications.domain.notice import NoticeState
from services.notifications.sending.partner_topic import PartnerTopic
from services.notifications.sending.worker import Worker
from shared.contracts.codes import Priority
from shared.contracts.partner import NoticeAcknowledged
from shared.contracts.partners import PartnerCredentialsRotated, PartnerRemoved, PartnerResumed, PartnerSuspended
from shared.contracts.standing_codes import RemovalReason, SuspensionReason
from tests.services.notifications.room import LateClock
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, accepted, opened
from tests.services.notifications.test_api import NOTICES, agency, key, staff

SUSPENDED = PartnerSuspended(partner=COURT, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT)
REMOVED = PartnerRemoved(partner=COURT, at=MONDAY, reason=RemovalReason.MERGED, still_open=0)
RESUMED = PartnerResumed(partner=COURT, at=MONDAY)
ROTATED = PartnerCredentialsRotated(partner=COURT, at=MONDAY, generation=1, old_until=MONDAY)


@pytest.mark.parametrize(("fact", "type"), [(SUSPENDED, "partner-suspended"), (REMOVED, "partner-removed")])
async def test_neither_over_http_nor_by_kafka_is_it_heard(http, room, fact, type):
    await room.hear(accepted(), opened())
    (notice,) = await room.notices()
    await room.hear(fact)
    answer = await http.post(f"{NOTICES}/{notice.id}/acknowledge", headers=agency(COURT) | key())
    assert (answer.status_code, answer.json()["type"]) == (403, f"/problems/{type}")
    assert (await http.get(NOTICES, headers=agency(COURT))).status_code == 403
    await room.says(COURT, NoticeAcknowledged(notice=notice.id))
    ((name, told),) = await room.logged(topic=f"liepaja.partner.{COURT}.notices")
    assert (name, told["problem"]["type"]) == ("answer-rejected", f"/problems/{type}")
    assert await room.pool.fetchval("select count(*) from parked") == 1
    assert (await room.notices())[0].state is NoticeState.ISSUED
    assert (await http.get(NOTICES, headers=agency(CENTRE))).status_code == 200


async def test_a_token_from_before_the_rotation_ends_here_too(http, room):
    await room.hear(ROTATED)
    assert (await http.get(NOTICES, headers=agency(COURT))).status_code == 401


async def test_its_notices_are_held_and_shown_as_waiting_and_go_out_when_it_is_resumed(http, room):
    await room.hear(SUSPENDED)
    await room.hear(accepted(), opened(priority=Priority.ASAP))
    worker = Worker(room.desk, PartnerTopic(room.desk.settings), LateClock())
    assert (await shown(http), await worker.once()) == ([True], 0)
    await room.hear(RESUMED)
    assert (await shown(http), await worker.once()) == ([False], 1)
    await worker.channel.close()


async def shown(http) -> list[bool]:
    """Of each notice whether it is held."""
    return [one["held"] for one in (await http.get(NOTICES, headers=staff())).json()["items"]]


async def test_what_is_held_is_followed_up_by_phone_when_its_time_runs_out(room):
    await room.hear(SUSPENDED)
    await room.hear(accepted(), opened())
    (notice,) = await room.notices()
    await room.run_out(notice.acknowledge_by - MONDAY)
    facts = [(name, body) for name, body in await room.logged()]
    assert [name for name, _ in facts][:2] == ["notice-issued", "acknowledgement-overdue"]
    assert json.dumps(facts[1][1]).count(COURT) == 1
