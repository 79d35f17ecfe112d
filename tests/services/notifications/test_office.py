"""The background work as a whole: one worker for all topics, one for each webhook, and gauges that tell the truth."""

import asyncio
from datetime import timedelta

import pytest

from services.notifications.app import DEFINITION
from services.notifications.sending import office
from services.notifications.sending.drop import Drop
from services.notifications.sending.mail import Mail
from services.notifications.sending.reminders.task import count_reminders, remind
from shared.contracts.codes import NoticeChannel, Priority
from shared.contracts.partner import NoticeAcknowledged
from shared.settings import Settings
from tests.services.notifications.samples import CENTRE, COURT, ENVIRON, MONDAY, OFFICE, accepted, opened
from tests.services.notifications.test_shut import TOPIC, WEBHOOK, keep, opened_at, shut

SENDER = {"TILTS_NOTIFICATIONS__MAIL__SENDER": OFFICE}


async def test_every_agency_with_a_webhook_has_a_worker_of_its_own(room):
    channels = office.channels(room.desk.settings)
    assert [(channel.name, channel.agency) for channel in channels] == [
        (NoticeChannel.PARTNER_TOPIC, None),
        (NoticeChannel.WEBHOOK, CENTRE),
        (NoticeChannel.EMAIL, None),
    ]
    for channel in channels:
        await channel.close()


@pytest.mark.parametrize(
    ("server", "kind"), [({}, Drop), ({"TILTS_NOTIFICATIONS__MAIL__HOST": "smtp.example", **SENDER}, Mail)]
)
def test_mails_go_to_the_server_that_is_named_and_else_into_a_folder(server, kind):
    by_mail = office.channels(Settings.load("liepaja", ENVIRON | server))[-1]
    assert (type(by_mail), by_mail.name) == (kind, NoticeChannel.EMAIL)


def test_the_service_runs_its_tasks():
    assert set(DEFINITION.tasks) == {office.deliver, office.count, remind, count_reminders}


async def test_the_gauges_show_what_waits_for_a_word(room):
    await room.hear(accepted("a"), opened("a", priority=Priority.URGENT), accepted("b"), opened("b"))
    (answered, *_) = await room.notices()
    await room.says(COURT, NoticeAcknowledged(notice=answered.id))
    await room.pool.execute("update notice set overdue_since = acknowledge_by where agency = $1", CENTRE)
    counting = asyncio.create_task(office.count(room.desk))
    async with asyncio.timeout(20):
        while not gauge(room, "overdue", CENTRE):
            await asyncio.sleep(0.01)
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)
    assert (gauge(room, "open", COURT), gauge(room, "open", CENTRE)) == (1, 1)
    assert gauge(room, "overdue", COURT) == 0


async def test_the_gauges_show_what_people_were_asked_and_have_not_done(room):
    await room.hear(accepted("a"), opened("a", priority=Priority.URGENT), accepted("b"), opened("b"))
    await room.run_out(timedelta(days=7))
    await room.pool.execute("update follow_up set due_at = now() where role = 'worker'")
    counting = asyncio.create_task(office.count(room.desk))
    async with asyncio.timeout(20):
        while not asked(room, "open", "head"):
            await asyncio.sleep(0.01)
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)
    assert [asked(room, "open", role) for role in ("worker", "deputy", "head")] == [1, 0, 2]
    assert [asked(room, "overdue", role) for role in ("worker", "head")] == [1, 0]


def asked(room, name: str, role: str) -> float:
    return room.process.registry.get_sample_value(f"tilts_follow_ups_{name}", {"role": role})


async def test_the_gauges_show_what_waits_for_an_agency_and_whether_it_is_reached(room):
    await room.hear(accepted(), opened(priority=Priority.URGENT))
    await room.pool.execute("update delivery set since = since - interval '1 hour'")
    await keep(room, opened_at(MONDAY), shut(TOPIC, COURT, paused_since=MONDAY))
    counting = asyncio.create_task(office.count(room.desk))
    async with asyncio.timeout(20):
        while not way(room, "circuit_open", CENTRE, WEBHOOK):
            await asyncio.sleep(0.01)
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)
    assert (way(room, "queue", CENTRE, WEBHOOK), way(room, "queue", COURT, TOPIC)) == (1, 1)
    assert way(room, "oldest_seconds", CENTRE, WEBHOOK) >= 3600
    assert way(room, "oldest_seconds", COURT, TOPIC) == 0, "a person has paused it"
    assert way(room, "disabled", CENTRE, WEBHOOK) == 0


def gauge(room, name: str, agency: str) -> float | None:
    return room.process.registry.get_sample_value(f"tilts_notices_{name}", {"agency": agency})


def way(room, name: str, agency: str, channel: NoticeChannel) -> float | None:
    labels = {"agency": agency, "channel": channel.value}
    return room.process.registry.get_sample_value(f"tilts_delivery_{name}", labels)
