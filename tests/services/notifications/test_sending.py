"""From the fact to the agency, on a real broker and the real intake: who gets what, and what the ledger says of it."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from services.notifications.domain.delivery import Message, TryOutcome
from services.notifications.domain.notice import NoticeState
from services.notifications.sending import turns
from services.notifications.sending import worker as bringing
from services.notifications.sending.channel import Result
from services.notifications.sending.letters import people as asked
from services.notifications.sending.partner_topic import PartnerTopic
from services.notifications.sending.turns import Turns
from services.notifications.sending.webhook import Webhook
from services.notifications.sending.worker import Worker
from shared.contracts.codes import AgeBand, NoticeChannel, NoticeContent, Priority
from shared.contracts.partner import NoticeAcknowledged
from shared.stream import kafka
from shared.stream.listening import listen
from tests.services.notifications.receiver import answers, receiving
from tests.services.notifications.room import LateClock, people
from tests.services.notifications.samples import CENTRE, COURT, PERSON, accepted, closed, id_of, opened

NOTICES = {f"liepaja.partner.{agency}.notices": 1 for agency in (COURT, CENTRE)}


@asynccontextmanager
async def sending(room, channel=None):
    """A worker of the room, by its topics unless given another channel."""
    channel = channel or PartnerTopic(room.desk.settings)
    yield Worker(room.desk, channel, LateClock())
    await channel.close()


@asynccontextmanager
async def agencies(room):
    """A function that waits for so many records on the agencies' topics, and gives them as (agency, type, body)."""
    async with listen(kafka.connection(room.desk.settings.broker), NOTICES) as arrivals:

        async def receive(count: int):
            async with asyncio.timeout(20):
                records = [await anext(arrivals) for _ in range(count)]
            return [(r.topic.split(".")[2], r.type.split(".")[-2], json.loads(r.value), r.given) for r in records]

        yield receive


async def known(intake_pool, *names: str) -> None:
    await people(intake_pool, *((id_of(f"person {name}"), PERSON) for name in names))


async def test_the_agency_reads_the_allowed_fields_and_the_ledger_says_so(connected, intake_pool):
    await known(intake_pool, "a")
    async with agencies(connected) as receive, sending(connected) as worker:
        await connected.hear(accepted(number=7), opened())
        assert await worker.once() == 1
        ((agency, type, body, given),) = await receive(1)
    assert (agency, type, body["number"]) == (COURT, "notice-sent", "LPX-2026-000007")
    assert body["subject"] == PERSON and body["content"] == "full"
    (notice,) = await connected.notices()
    assert (notice.state, notice.content, notice.channel) == (NoticeState.DELIVERED, "full", "partner_topic")
    assert given["subject"] == str(notice.id)
    (row,) = await connected.pool.fetch("select * from disclosure")
    assert (row["subject"], row["agency"], row["reached"]) == (id_of("person a"), COURT, "yes")
    assert set(row["fields"]) == set(PERSON)
    assert [name for name, _ in await connected.logged()] == ["notice-issued", "notice-delivered"]


async def test_a_batch_asks_intake_once_and_records_all(connected, intake_pool):
    names = [f"n{n}" for n in range(60)]
    await known(intake_pool, *names)
    async with agencies(connected) as receive, sending(connected) as worker:
        await connected.hear(*(fact for name in names for fact in (accepted(name), opened(name))))
        assert await worker.once() == 60
        assert {body["notice"] for _, _, body, _ in await receive(60)} == {str(n.id) for n in await connected.notices()}
    (asked,) = await intake_pool.fetch("select actor, purpose, subjects from read_audit")
    assert (asked["actor"], asked["purpose"], len(asked["subjects"])) == ("service:notifications", "notice", 60)
    assert {notice.state for notice in await connected.notices()} == {NoticeState.DELIVERED}


async def test_nothing_that_is_kept_or_told_names_anybody(connected, intake_pool):
    await known(intake_pool, "a")
    async with agencies(connected) as receive, sending(connected) as worker:
        await connected.hear(accepted(), opened())
        await worker.once()
        await receive(1)
    tables = await connected.pool.fetch("select tablename from pg_tables where schemaname = 'public'")
    for (table,) in tables:
        text = await connected.pool.fetchval(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
        assert not [value for value in PERSON.values() if value in text], table


async def test_a_person_whom_intake_does_not_know_is_not_named(connected):
    async with agencies(connected) as receive, sending(connected) as worker:
        await connected.hear(accepted(), opened())
        await worker.once()
        ((_, _, body, _),) = await receive(1)
    assert body["content"] == "content_free" and "subject" not in body
    assert await connected.pool.fetchval("select count(*) from disclosure") == 0


class TestIntakeIsDown:
    """An urgent notice goes out at once without a name; others wait for intake."""

    async def test_urgent_or_not(self, alone):
        async with agencies(alone) as receive, sending(alone) as worker:
            await alone.hear(accepted("a"), accepted("b"))
            await alone.hear(opened("a", priority=Priority.ROUTINE), opened("b", priority=Priority.ASAP))
            await worker.once()
            ((_, _, body, _),) = await receive(1)
        states = {notice.subject: (notice.state, notice.content) for notice in await alone.notices()}
        assert body["content"] == "content_free"
        assert states[id_of("person b")] == (NoticeState.DELIVERED, NoticeContent.CONTENT_FREE)
        assert states[id_of("person a")] == (NoticeState.ISSUED, None)
        assert await alone.pool.fetchval("select count(*) from delivery_try") == 1

    async def test_what_waited_goes_out_whole_when_intake_is_back(self, alone, connected, intake_pool):
        await known(intake_pool, "a")
        await alone.hear(accepted(), opened())
        async with sending(alone) as in_vain:
            await in_vain.once()
        async with agencies(connected) as receive, sending(connected) as worker:
            assert await worker.once() == 0
            worker.machine.ahead = timedelta(seconds=10)
            await worker.once()
            ((_, _, body, _),) = await receive(1)
        assert body["content"] == "full"


async def test_when_kafka_does_not_answer_the_try_is_recorded_and_comes_again(connected, intake_pool):
    await known(intake_pool, "a")
    settings = connected.desk.settings
    nowhere = settings.broker.model_copy(update={"bootstrap_servers": ("127.0.0.1:9",), "produce_deadline": 0.3})
    async with sending(connected, PartnerTopic(settings.model_copy(update={"broker": nowhere}))) as worker:
        await connected.hear(accepted(), opened())
        await worker.once()
        assert await worker.once() == 0
    assert await connected.pool.fetchval("select outcome from delivery_try") == TryOutcome.UNANSWERED
    assert await connected.pool.fetchval("select reached from disclosure") == "perhaps"
    assert await connected.pool.fetchval("select open and failures = 1 from delivery")


async def test_a_webhook_that_fails_is_followed_by_the_topic(connected, intake_pool):
    await known(intake_pool, "a")
    await connected.hear(accepted(), opened(priority=Priority.URGENT, age_band=AgeBand.AGE_25_64))
    async with receiving() as receiver, agencies(connected) as receive:
        receiver.answer = answers("500 Internal Server Error")
        partner = connected.desk.settings.partners[CENTRE].model_copy(update={"webhook_url": receiver.url})
        async with sending(connected, Webhook(CENTRE, partner, development=True)) as by_webhook:
            for _ in range(3):
                assert await by_webhook.once() == 1
                by_webhook.machine.ahead += timedelta(minutes=1)
            assert await by_webhook.once() == 0
        async with sending(connected) as by_topic:
            assert await by_topic.once() == 1
        await receive(1)
    assert len({id for id, _ in receiver.got}) == 1 and len(receiver.got) == 3
    (notice,) = await connected.notices()
    assert notice.channel is NoticeChannel.PARTNER_TOPIC
    ledger = await connected.pool.fetch("select channel, reached from disclosure order by at")
    assert [tuple(row) for row in ledger] == [("webhook", "yes")] * 3 + [("partner_topic", "yes")]


async def test_who_was_told_is_told_that_it_was_taken_back(connected, intake_pool):
    await known(intake_pool, "a")
    async with agencies(connected) as receive, sending(connected) as worker:
        await connected.hear(accepted(), opened())
        await worker.once()
        await connected.hear(closed())
        await connected.run_out()
        await worker.once()
        (_, first, sent, _), (_, second, taken_back, _) = await receive(2)
    assert (first, second) == ("notice-sent", "notice-withdrawn")
    assert taken_back == {"notice": sent["notice"], "reason": "case_closed"}
    tries = await connected.pool.fetch("select message, outcome from delivery_try order by attempt")
    assert [tuple(row) for row in tries] == [(Message.NOTICE, "delivered"), (Message.WITHDRAWAL, "delivered")]


async def test_what_is_taken_back_while_intake_is_asked_does_not_go(room, monkeypatch):
    async def taken_back_meanwhile(desk, dues):
        await room.hear(closed())
        await room.run_out()
        return await asked(desk, dues)

    await room.hear(accepted(), opened(priority=Priority.STAT))
    monkeypatch.setattr(bringing, "people", taken_back_meanwhile)
    async with sending(room, Slow()) as sender:
        assert await sender.once() == 1
        monkeypatch.undo()
        assert not sender.channel.began.is_set()
        assert await sender.once() == 1
    tries = await room.pool.fetch("select message from delivery_try")
    assert [row["message"] for row in tries] == [Message.WITHDRAWAL]


class Dies(PartnerTopic):
    """Sends, and then the process is no more."""

    async def send(self, letters):
        await super().send(letters)
        raise SystemError("killed")


async def test_whoever_dies_after_sending_sends_again_under_the_same_id(connected, intake_pool):
    await known(intake_pool, "a")
    async with agencies(connected) as receive:
        await connected.hear(accepted(), opened())
        async with sending(connected, Dies(connected.desk.settings)) as dying:
            with pytest.raises(SystemError):
                await dying.once()
        async with sending(connected) as worker:
            assert await worker.once() == 0
            worker.machine.ahead = timedelta(minutes=2)
            assert await worker.once() == 1
        first, second = await receive(2)
    assert first == second
    assert [name for name, _ in await connected.logged()] == ["notice-issued", "notice-delivered"]
    reached = await connected.pool.fetch("select reached from disclosure order by at")
    assert [row["reached"] for row in reached] == ["perhaps", "yes"]


@asynccontextmanager
async def at_work(worker):
    """The worker as the service runs it: called when it is its turn, and never by the clock alone."""
    calling = Turns(worker.desk)
    worker.turn = calling.of(worker.channel)
    tasks = [asyncio.create_task(run()) for run in (worker.run, calling.run)]
    await asyncio.sleep(0)
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class TestRunning:
    """The worker by itself, as the service runs it."""

    async def test_it_is_woken_by_the_commit_and_answers_come_back(self, connected, intake_pool, monkeypatch):
        monkeypatch.setattr(turns, "_POLL", 3600.0)
        await known(intake_pool, "a")
        async with agencies(connected) as receive, sending(connected) as worker, at_work(worker):
            await connected.hear(accepted())
            await connected.hear(opened())
            ((_, _, body, _),) = await receive(1)
        await connected.says(COURT, NoticeAcknowledged(notice=body["notice"]))
        assert (await connected.notices())[0].state is NoticeState.ACKNOWLEDGED

    async def test_a_batch_in_flight_is_recorded_before_it_stops(self, room):
        slow = Slow()
        async with sending(room, slow) as worker:
            await room.hear(accepted(), opened(priority=Priority.STAT))
            async with at_work(worker):
                await slow.began.wait()
        assert (await room.notices())[0].state is NoticeState.DELIVERED


class Slow:
    """A channel that takes its time."""

    name, agency, limit = NoticeChannel.PARTNER_TOPIC, None, 10

    def __init__(self):
        self.began = asyncio.Event()

    async def send(self, letters):
        self.began.set()
        await asyncio.sleep(0.05)
        return [Result(TryOutcome.DELIVERED) for _ in letters]

    async def close(self):
        pass
