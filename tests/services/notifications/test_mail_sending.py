"""From the fact to the mail, beside a webhook that fails: channels in order, nothing about anybody, an empty ledger."""

import asyncio
import re
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.notice import NoticeState
from services.notifications.sending.mail import Mail
from services.notifications.sending.webhook import Webhook
from services.notifications.sending.worker import Worker
from shared.contracts.codes import AgeBand, NeedCode, NoticeChannel, Priority
from shared.settings import Settings
from tests.services.notifications.certificates import server_and_client
from tests.services.notifications.mailserver import answers as says
from tests.services.notifications.mailserver import hangs, mail_server
from tests.services.notifications.receiver import answers, receiving
from tests.services.notifications.room import LateClock
from tests.services.notifications.samples import CENTRE, ENVIRON, PERSON, accepted, opened
from tests.services.notifications.test_sending import known

BOTH = {
    "TILTS_PARTNERS__KRIZES_CENTRS__NOTICE_CHANNELS": '["webhook", "partner_topic", "email"]',
    "TILTS_PARTNERS__KRIZES_CENTRS__EMAIL": "dezurants@centrs.example",
    "TILTS_PARTNERS__KRIZES_CENTRS__LANGUAGE": "en",
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    server, _ = server_and_client(folder, "localhost", timedelta(days=1))
    return folder, server


@asynccontextmanager
async def mailing(room, certificate):
    """A worker of e-mail, and the server that it signs in at."""
    folder, tls = certificate
    async with mail_server(tls) as server:
        settings = Settings.load("liepaja", ENVIRON | BOTH | server.environ(folder))
        yield Worker(room.desk, Mail(settings), LateClock()), server


def crisis():
    return opened(priority=Priority.URGENT, age_band=AgeBand.AGE_25_64)


async def test_after_a_webhook_that_fails_a_mail_goes_out_without_content(connected, intake_pool, certificate):
    await known(intake_pool, "a")
    await connected.hear(accepted(), crisis())
    await connected.pool.execute("update notice set channels = '{webhook,email}'")
    async with receiving() as receiver:
        receiver.answer = answers("500 Internal Server Error")
        partner = connected.desk.settings.partners[CENTRE].model_copy(update={"webhook_url": receiver.url})
        by_webhook = Worker(connected.desk, Webhook(CENTRE, partner, development=True), LateClock())
        for _ in range(3):
            assert await by_webhook.once() == 1
            by_webhook.machine.ahead += timedelta(minutes=1)
    async with mailing(connected, certificate) as (by_mail, server):
        assert await by_mail.once() == 1
    ((to, mail),) = server.got
    assert (to, mail["Subject"]) == ("dezurants@centrs.example", "Notice from the social service LPX-2026-000001")
    text = "".join(part.get_content() for part in mail.iter_parts())
    assert not [value for value in PERSON.values() if value in text]
    (notice,) = await connected.notices()
    assert (notice.state, notice.channel, notice.content) == (NoticeState.DELIVERED, "email", "content_free")
    assert await connected.pool.fetch("select from disclosure where channel = 'email'") == []
    asked = await intake_pool.fetchval("select count(*) from read_audit")
    assert asked == 3, "a mail asks for nobody's name"


async def test_a_mail_that_is_put_off_comes_again_under_the_same_id_and_only_then(room, certificate):
    await room.hear(accepted(), crisis())
    await room.pool.execute("update notice set channels = '{email}'")
    await room.pool.execute("update delivery set channel = 'email'")
    async with mailing(room, certificate) as (worker, server):
        server.at_recipient = says("451 4.7.1 Greylisted")
        assert await worker.once() == 1
        server.at_recipient = says("250 OK")
        worker.machine.ahead = timedelta(minutes=4)
        assert await worker.once() == 0
        worker.machine.ahead = timedelta(minutes=6)
        assert await worker.once() == 1
    tries = await room.pool.fetch("select outcome, status from delivery_try order by attempt")
    assert [tuple(row) for row in tries] == [(TryOutcome.UNREACHABLE, 451), (TryOutcome.DELIVERED, 250)]
    ((_, mail),) = server.got
    assert re.fullmatch(r"<[0-9a-f-]{36}@liepaja\.example>", mail["Message-ID"])


async def test_a_mail_server_that_hangs_holds_up_nobody_else(room, certificate):
    await room.hear(accepted("a", 1), opened("a", needs=(NeedCode.ADDICTION_YOUTH,)))
    async with mailing(room, certificate) as (worker, server), receiving() as receiver:
        reached = asyncio.Event()

        async def hangs_and_says_so(smtp, envelope):
            reached.set()
            return await hangs(smtp, envelope)

        server.at_recipient = hangs_and_says_so
        task = asyncio.create_task(worker.once())
        await reached.wait()
        await room.hear(accepted("b", 2), opened("b", priority=Priority.URGENT, age_band=AgeBand.AGE_25_64))
        partner = room.desk.settings.partners[CENTRE].model_copy(update={"webhook_url": receiver.url})
        assert await Worker(room.desk, Webhook(CENTRE, partner, development=True), LateClock()).once() == 1
        assert len(receiver.got) == 1 and not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    channels = {notice.agency: notice.channel for notice in await room.notices()}
    assert channels == {CENTRE: NoticeChannel.WEBHOOK, "atbalsta-biedriba": None}
