"""The background tasks: clients are reminded by the ways of this deployment, and gauges show what waits."""

import asyncio

from services.notifications import reminder_queries
from services.notifications.sending.office import writing
from services.notifications.sending.reminders.worker import Reminding, Way
from shared.contracts.codes import NoticeChannel
from shared.contracts.people_codes import ReminderWay
from shared.runtime.desk import Desk
from shared.settings import Settings

_GAUGES_EVERY = 10.0


def ways(settings: Settings) -> dict[ReminderWay, Way]:
    """Text messages as files for a gateway, and e-mail. Without one of them a person calls instead."""
    development, given = settings.deployment.is_development, settings.notifications
    found: dict[ReminderWay, Way] = {}
    if given.drop_folder or development:
        found[ReminderWay.TEXT_MESSAGE] = writing(NoticeChannel.SMS, settings)
    if given.mail or development:
        found[ReminderWay.EMAIL] = writing(NoticeChannel.EMAIL, settings)
    return found


async def remind(desk: Desk) -> None:
    """Remind clients until cancelled. Raises what the database raises; the caller begins again."""
    await Reminding(desk, ways(desk.settings)).run()


async def count_reminders(desk: Desk) -> None:
    """Keep the gauges of reminders current until cancelled."""
    while True:
        async with desk.pool.acquire() as conn:
            row = await reminder_queries.waiting(conn)
        waits = (desk.clock.now() - row["since"]).total_seconds() if row["since"] else 0
        desk.metrics.reminders_oldest_seconds.set(max(waits, 0))
        desk.metrics.reminder_tasks.set(row["tasks"])
        await asyncio.sleep(_GAUGES_EVERY)
