"""The background task that reminds clients, by the ways of this deployment."""

from services.notifications.sending.office import writing
from services.notifications.sending.reminders.worker import Reminding, Way
from shared.contracts.codes import NoticeChannel
from shared.contracts.people_codes import ReminderWay
from shared.runtime.desk import Desk
from shared.settings import Settings


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
