"""All workers of the service, and the gauges that show an operator what waits for a word."""

import asyncio
from contextlib import AsyncExitStack

from services.notifications import queries
from services.notifications.sending.channel import Channel
from services.notifications.sending.partner_topic import PartnerTopic
from services.notifications.sending.webhook import Webhook
from services.notifications.sending.worker import Worker
from shared.contracts.codes import NoticeChannel
from shared.runtime.desk import Desk
from shared.settings import Settings

_GAUGES_EVERY = 10.0


def channels(settings: Settings) -> list[Channel]:
    """One for all topics, and one for each agency with a webhook: an agency that hangs holds up itself alone."""
    development = settings.deployment.is_development
    rules = settings.notifications.rules.rule
    agencies = sorted({rule.agency for rule in rules if NoticeChannel.WEBHOOK in rule.channels})
    webhooks = [Webhook(agency, settings.partners[agency], development=development) for agency in agencies]
    return [PartnerTopic(settings), *webhooks]


async def deliver(desk: Desk) -> None:
    """Bring notices to agencies until cancelled."""
    async with AsyncExitStack() as open_channels, asyncio.TaskGroup() as workers:
        for channel in channels(desk.settings):
            open_channels.push_async_callback(channel.close)
            workers.create_task(Worker(desk, channel).run())


async def count(desk: Desk) -> None:
    """Keep the gauges of open and overdue notices current."""
    agencies = [code for code, partner in desk.settings.partners.items() if partner.notice_channels]
    while True:
        async with desk.pool.acquire() as conn:
            silent = {row["agency"]: row for row in await queries.silent(conn)}
        for agency in agencies:
            row = silent.get(agency, {"open": 0, "overdue": 0})
            desk.metrics.notices_open.labels(agency).set(row["open"])
            desk.metrics.notices_overdue.labels(agency).set(row["overdue"])
        await asyncio.sleep(_GAUGES_EVERY)
