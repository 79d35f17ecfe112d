"""All workers of the service, and the gauges that show an operator what waits for a word."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import gettempdir

import structlog

from services.notifications import queries
from services.notifications.agencies import agencies
from services.notifications.domain.disclosure import CONTENT_FREE
from services.notifications.domain.endpoint import Circuit
from services.notifications.sending.channel import Channel
from services.notifications.sending.drop import Drop
from services.notifications.sending.mail import Mail
from services.notifications.sending.partner_topic import PartnerTopic
from services.notifications.sending.turns import Turns
from services.notifications.sending.waiting import Waiting
from services.notifications.sending.webhook import Webhook
from services.notifications.sending.worker import Worker
from shared.calendar import SystemClock
from shared.contracts.codes import NoticeChannel
from shared.contracts.notice_codes import FollowUpRole
from shared.contracts.standing_codes import PartnerState
from shared.runtime.desk import Desk
from shared.settings import Settings

_log = structlog.get_logger("notices")
_GAUGES_EVERY = 10.0


def channels(settings: Settings) -> list[Channel]:
    """One for all topics, one for each agency with a webhook, and one for each way to write: who hangs is alone."""
    development = settings.deployment.is_development
    rules = settings.notifications.rules.rule
    agencies = sorted({rule.agency for rule in rules if NoticeChannel.WEBHOOK in rule.channels})
    webhooks = [Webhook(agency, settings.partners[agency], development=development) for agency in agencies]
    used = {channel for rule in rules for channel in rule.channels}
    return [PartnerTopic(settings), *webhooks, *(writing(name, settings) for name in sorted(used & CONTENT_FREE))]


def writing(name: NoticeChannel, settings: Settings) -> Channel:
    """By the mail server where one is named; else as files in a folder."""
    if name is NoticeChannel.EMAIL and settings.notifications.mail:
        return Mail(settings)
    folder = settings.notifications.drop_folder or Path(gettempdir()) / f"tilts-{settings.municipality.slug}-messages"
    _log.info("messages_are_laid_down", channel=name, folder=str(folder / name))
    return Drop(name, folder, settings)


async def deliver(desk: Desk) -> None:
    """Bring notices to agencies until cancelled."""
    turns = Turns(desk)
    async with AsyncExitStack() as open_channels, asyncio.TaskGroup() as workers:
        for channel in channels(desk.settings):
            open_channels.push_async_callback(channel.close)
            workers.create_task(Worker(desk, channel, turn=turns.of(channel)).run())
        workers.create_task(turns.run())
        workers.create_task(Waiting(desk).run())


async def count(desk: Desk) -> None:
    """Keep the gauges of notices, of the ways to agencies and of what people were asked current."""
    machine = SystemClock()
    while True:
        async with desk.pool.acquire() as conn:
            found = await agencies(conn, desk.settings, desk.clock.now())
            asked = await queries.asked(conn, desk.clock.now())
        for agency in found.values():
            desk.metrics.notices_open.labels(agency.code).set(agency.unanswered)
            desk.metrics.notices_overdue.labels(agency.code).set(agency.overdue)
            for name, channel in agency.channels.items():
                labels = agency.code, name.value
                held = agency.state is not PartnerState.ACTIVE or channel.own.paused_since
                waits = 0 if held else channel.waits(machine.now()) or 0
                desk.metrics.delivery_queue.labels(*labels).set(channel.queue)
                desk.metrics.delivery_oldest_seconds.labels(*labels).set(waits)
                desk.metrics.delivery_circuit_open.labels(*labels).set(channel.behind.circuit is not Circuit.CLOSED)
                desk.metrics.delivery_disabled.labels(*labels).set(channel.own.disabled_since is not None)
        for role in FollowUpRole:
            row = asked.get(role, {"open": 0, "overdue": 0})
            desk.metrics.follow_ups_open.labels(role).set(row["open"])
            desk.metrics.follow_ups_overdue.labels(role).set(row["overdue"])
        await asyncio.sleep(_GAUGES_EVERY)
