"""From the claim to the file, on a real store and beside the real intake: once, without content, by the chosen way."""

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from services.notifications.app import reminders_have_their_time
from services.notifications.domain.reminders.occasion import Occasion
from services.notifications.domain.reminders.reminder import Reminder, ReminderState
from services.notifications.sending.drop import Drop
from services.notifications.sending.reminders.claim import claim
from services.notifications.sending.reminders.task import count_reminders, ways
from services.notifications.sending.reminders.worker import Reminding
from shared.contracts.codes import NoticeChannel, VisitMode
from shared.contracts.people_codes import ReminderWay
from shared.contracts.reminder_codes import ReminderOf
from shared.database.table import Table
from shared.settings import Settings
from tests.services.notifications.reminders.samples import THE_DAY_BEFORE, TUESDAY, scheduled
from tests.services.notifications.room import LateClock, people
from tests.services.notifications.samples import ENVIRON, PERSON, id_of, opened

BY_TEXT = {"channel": "text_message", "number": "+37120000002", "language": "lv", "discreet": False}
BY_MAIL = {"channel": "email", "email": "elina@pasts.example", "language": "en", "discreet": True}


@dataclass(frozen=True)
class At:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at


async def due(room, name: str = "a", **changed: Any) -> Reminder:
    """A reminder of a visit of tomorrow whose time has come, in the case of that name."""
    fields = {
        "id": id_of(f"reminder {name}"), "occasion": id_of(f"occasion {name}"), "of": ReminderOf.VISIT,
        "thing": id_of("visit"), "case_id": id_of(f"case {name}"), "rule": "visit-tomorrow", "at": TUESDAY,
        "due": THE_DAY_BEFORE, "mode": VisitMode.PHONE, "state": ReminderState.DUE, "correlation": "c",
    }  # fmt: skip
    reminder = Reminder(**fields | changed)
    occasion = Occasion(
        reminder.occasion, reminder.of, reminder.thing, reminder.case_id, reminder.at, reminders=(reminder.id,)
    )  # fmt: skip
    async with room.pool.acquire() as conn:
        await Table(Occasion, "occasion").save(conn, [occasion])
        await Table(Reminder, "reminder").save(conn, [reminder])
    return reminder


def reminding(room, folder, at: datetime = THE_DAY_BEFORE) -> Reminding:
    """The worker at that time of day; messages are files in the folder."""
    settings = room.desk.settings
    by = {
        ReminderWay.TEXT_MESSAGE: Drop(NoticeChannel.SMS, folder, settings),
        ReminderWay.EMAIL: Drop(NoticeChannel.EMAIL, folder, settings),
    }
    return Reminding(replace(room.desk, clock=At(at)), by, LateClock())


async def known(pool, wish: dict | None, name: str = "a", **more: Any) -> None:
    await people(pool, (id_of(f"person {name}"), PERSON | {"reminders": wish} | more))


def texts(folder) -> list[dict]:
    return [json.loads(file.read_text("utf-8")) for file in sorted((folder / "sms").glob("*.json"))]


async def state(room, name: str = "a") -> tuple:
    query = "select state, reason, channel from reminder where id = $1"
    return tuple(await room.pool.fetchrow(query, id_of(f"reminder {name}")))


async def test_a_visit_that_is_planned_has_its_reminders_and_their_timers(room):
    in_ten_days = room.desk.clock.now() + timedelta(days=10)
    await room.hear(opened(), scheduled(in_ten_days))
    rows = await room.pool.fetch("select rule, state from reminder order by due")
    assert [tuple(row) for row in rows][:1] == [("visit-tomorrow", "planned")]
    async with room.pool.acquire() as conn:
        assert await reminders_have_their_time(conn) == []
        await conn.execute("delete from timer where kind = 'reminder'")
        assert len(await reminders_have_their_time(conn)) == len(rows)


async def test_a_text_message_goes_to_the_number_that_was_chosen_and_says_no_more_than_when_and_whom_to_call(
    connected, intake_pool, tmp_path
):
    await known(intake_pool, BY_TEXT)
    await connected.hear(opened())
    await due(connected)
    assert await reminding(connected, tmp_path).once() == 1
    (message,) = texts(tmp_path)
    assert (message["to"], message["text"]) == (
        "+37120000002",
        "Sociālais dienests atgādina. Jums zvanīs: 17.03.2026 10:00. Jautājumi: +371 63489682. Uz šo ziņu neatbildiet.",
    )
    assert await state(connected) == ("sent", None, "text_message")
    row = await intake_pool.fetchrow("select purpose, route from read_audit")
    assert tuple(row) == ("reminder", "POST /v1/people/reach")
    (told,) = [fact for name, fact in await connected.logged() if name == "client-reminded"]
    assert (told["channel"], told["told_of"]) == ("text_message", "2026-03-17T08:00:00.000Z")
    assert "20000002" not in json.dumps(told)
    assert await connected.pool.fetchval("select count(*) from disclosure") == 0, "nothing about anybody went out"


async def test_a_discreet_mail_says_not_even_whom_it_is_from(connected, intake_pool, tmp_path):
    await known(intake_pool, BY_MAIL)
    await connected.hear(opened())
    await due(connected)
    await reminding(connected, tmp_path).once()
    (file,) = (tmp_path / "email").glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"], mail["From"].addresses[0].display_name) == (
        "elina@pasts.example", "Reminder", "",
    )  # fmt: skip
    said = "".join(part.get_content() for part in mail.iter_parts())
    assert "We will call you: 17 March 2026, 10:00." in said
    assert not [word for word in ("ocial", "ienest", *PERSON.values()) if word in said + mail["Subject"]]


async def test_what_one_person_is_told_at_the_same_time_is_one_message(connected, intake_pool, tmp_path):
    await known(intake_pool, BY_TEXT)
    await connected.hear(opened())
    await due(connected)
    person, case = id_of("person a"), id_of("case a")
    for name, of in (("offer", ReminderOf.OFFER), ("waiting", ReminderOf.WAITING)):
        at = TUESDAY + timedelta(days=len(name))
        await due(connected, name, of=of, case_id=case, person=person, at=at, mode=None)
    assert await reminding(connected, tmp_path).once() == 3
    (message,) = texts(tmp_path)
    assert "Jums zvanīs: 17.03.2026 10:00. Lūdzam mums piezvanīt līdz: 22.03.2026 10:00." in message["text"]
    tries = await connected.pool.fetch("select distinct message, outcome from reminder_try")
    assert [(str(row["message"]), row["outcome"]) for row in tries] == [(message["id"], "delivered")]
    assert len([name for name, _ in await connected.logged() if name == "client-reminded"]) == 3


@pytest.mark.parametrize(
    ("wish", "contact", "reason"),
    [
        (None, None, "nothing_chosen"),
        ({"channel": "call"}, None, "chosen"),
        (BY_TEXT, {"forbidden": ["text_message"]}, "unsafe"),
        (BY_TEXT, {"words": "Tikai caur māsu."}, "unsafe"),
        (BY_TEXT, {"forbidden": ["home_phone", "mobile_phone", "at_work"]}, "forbidden"),
    ],
)
async def test_where_safe_contact_or_the_wish_leave_no_machine_a_person_has_it_on_their_list(
    connected, intake_pool, tmp_path, wish, contact, reason
):
    decided = contact and contact | {"decided_at": "2026-03-01T10:00:00Z"}
    await known(intake_pool, wish, safe_contact=decided)
    await connected.hear(opened())
    await due(connected)
    await reminding(connected, tmp_path).once()
    assert await state(connected) == ("task", reason, None)
    assert list(tmp_path.rglob("*.*")) == []


async def test_a_case_of_which_nobody_is_known_is_a_person_s(connected, tmp_path):
    await due(connected, "unknown")
    await reminding(connected, tmp_path).once()
    assert await state(connected, "unknown") == ("task", "person_unknown", None)


async def test_while_intake_is_down_nobody_is_written_to_and_it_comes_again(room, tmp_path):
    await room.hear(opened())
    await due(room)
    worker = reminding(room, tmp_path)
    assert await worker.once() == 0 and list(tmp_path.rglob("*.*")) == []
    row = await room.pool.fetchrow("select state, failures from reminder")
    assert tuple(row) == ("due", 0)
    assert await room.pool.fetchval("select count(*) from reminder_try") == 0
    worker.machine.ahead = timedelta(seconds=30)
    assert await worker.once() == 0
    assert await room.pool.fetchval("select attempt from reminder") == 2, "it was looked at again"


async def test_whoever_dies_after_sending_leaves_a_lease_and_the_repeat_has_the_same_name(
    connected, intake_pool, tmp_path
):
    await known(intake_pool, BY_TEXT)
    await connected.hear(opened())
    await due(connected)

    class Dies(Drop):
        async def post(self, envelopes):
            await super().post(envelopes)
            raise ConnectionError("the process is gone")

    worker = reminding(connected, tmp_path)
    dies = Dies(NoticeChannel.SMS, tmp_path, worker.desk.settings)
    with pytest.raises(ConnectionError):
        await Reminding(worker.desk, {ReminderWay.TEXT_MESSAGE: dies}, worker.machine).once()
    (first,) = texts(tmp_path)
    assert await worker.once() == 0, "it is somebody's for as long as the lease runs"
    worker.machine.ahead = timedelta(minutes=2)
    assert await worker.once() == 1
    assert texts(tmp_path) == [first]
    tries = await connected.pool.fetch("select outcome from reminder_try order by attempt")
    assert [row["outcome"] for row in tries] == [None, "delivered"]


async def test_what_somebody_claims_nobody_else_does(room, second_connection):
    await due(room)
    now = room.desk.clock.now()
    async with room.pool.acquire() as conn, conn.transaction():
        (mine,) = await claim(conn, now, now + timedelta(minutes=1), 50)
        assert await claim(second_connection, now, now + timedelta(minutes=1), 50) == [], "while it is being claimed"
    assert await claim(second_connection, now, now + timedelta(minutes=1), 50) == [], "and once it is"
    (again,) = await claim(second_connection, now + timedelta(minutes=2), now + timedelta(minutes=3), 50)
    assert (again.id, again.attempt) == (mine.id, mine.attempt + 1)


async def test_what_is_called_off_while_intake_is_asked_is_not_sent(connected, intake_pool, tmp_path):
    await known(intake_pool, BY_TEXT)
    await connected.hear(opened())
    await due(connected)

    class Slow(Reminding):
        async def _reaches(self, dues):
            await self.desk.pool.execute("update reminder set state = 'ended'")
            return await super()._reaches(dues)

    worker = reminding(connected, tmp_path)
    await Slow(worker.desk, worker.ways, worker.machine).once()
    assert texts(tmp_path) == []
    assert await connected.pool.fetchval("select count(*) from reminder_try") == 0


async def test_a_file_that_cannot_be_written_is_tried_again_and_then_a_person_reminds(connected, intake_pool, tmp_path):
    (tmp_path / "sms").write_text("in the way")
    await known(intake_pool, BY_TEXT)
    await connected.hear(opened())
    await due(connected)
    worker = reminding(connected, tmp_path)
    for _ in range(3):
        assert await worker.once() == 1
        worker.machine.ahead += timedelta(minutes=10)
    assert await state(connected) == ("task", "channel_failed", None)


async def test_the_gauges_show_what_waits(room):
    await due(room)
    await due(room, "b", state=ReminderState.TASK)
    counting = asyncio.create_task(count_reminders(replace(room.desk, clock=At(THE_DAY_BEFORE + timedelta(minutes=5)))))
    async with asyncio.timeout(20):
        while not room.process.registry.get_sample_value("tilts_reminder_tasks"):
            await asyncio.sleep(0.01)
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)
    assert room.process.registry.get_sample_value("tilts_reminders_oldest_seconds") == 300


async def test_at_night_nobody_is_woken(connected, intake_pool, tmp_path):
    await known(intake_pool, BY_TEXT)
    await connected.hear(opened())
    await due(connected)
    await reminding(connected, tmp_path, at=THE_DAY_BEFORE + timedelta(hours=7)).once()
    row = await connected.pool.fetchrow("select state, due from reminder")
    assert (row["state"], row["due"]) == ("planned", TUESDAY - timedelta(hours=2))
    assert await connected.pool.fetchval("select count(*) from timer where kind = 'reminder'") == 1


def test_in_development_every_way_is_there():
    assert set(ways(Settings.load("liepaja", ENVIRON))) == {ReminderWay.TEXT_MESSAGE, ReminderWay.EMAIL}
