"""An endpoint that is shut, on a real database: only a probe is claimed for it, and what waits in vain is passed on."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.notifications import store
from services.notifications.domain.circuit import judged
from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.endpoint import Circuit, Endpoint, endpoint_behind, own_endpoint
from services.notifications.domain.passing_on import ROUTINE_WAITS, URGENT_WAITS
from services.notifications.sending.channel import Result
from services.notifications.sending.waiting import Waiting
from services.notifications.sending.worker import Worker
from shared.contracts.codes import AgeBand, EscalationLevel, NoticeChannel, Priority
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from shared.database.table import Table
from tests.services.notifications.room import LateClock
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, accepted, opened
from tests.services.notifications.test_circuit import tried

TOPIC, WEBHOOK, EMAIL = NoticeChannel.PARTNER_TOPIC, NoticeChannel.WEBHOOK, NoticeChannel.EMAIL
MINUTE = timedelta(minutes=1)
AT_THE_CENTRE = {"priority": Priority.URGENT, "age_band": AgeBand.AGE_25_64}
SUSPENDED = PartnerSuspended(partner=CENTRE, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT)


@pytest.fixture
def claim(room):
    async def run(at, conn=None, channel=WEBHOOK, agency=CENTRE):
        async with nullcontext(conn) if conn else room.pool.acquire() as ours:
            return await store.claim(ours, channel, agency, at, at + MINUTE, 25)

    return run


def now() -> datetime:
    return datetime.now(UTC)


def shut(channel=WEBHOOK, agency=CENTRE, **how) -> Endpoint:
    return replace(endpoint_behind(agency, channel), **how)


def opened_at(at: datetime, channel=WEBHOOK, agency=CENTRE, probed: datetime | None = None) -> Endpoint:
    return shut(channel, agency, circuit=Circuit.OPEN, opened_at=at, until=probed or at + timedelta(hours=1))


async def keep(room, *endpoints: Endpoint) -> None:
    async with room.pool.acquire() as conn:
        await Table(Endpoint, "endpoint").save(conn, endpoints)


async def tell(room, *names: str, **case) -> None:
    await room.hear(*(fact for name in names for fact in (accepted(name), opened(name, **AT_THE_CENTRE | case))))


class TestProbe:
    async def test_of_three_that_wait_one_is_tried_and_nobody_else_tries_another(self, room, claim, second_connection):
        await tell(room, "a", "b", "c")
        at = now()
        await keep(room, opened_at(at, probed=at + MINUTE))
        assert await claim(at) == []
        async with room.pool.acquire() as conn, conn.transaction():
            (probe,) = await claim(at + MINUTE, conn)
            assert await claim(at + MINUTE, second_connection) == []
        assert await claim(at + MINUTE, second_connection) == []
        (endpoint,) = await room.pool.fetch("select circuit, probe from endpoint")
        assert tuple(endpoint) == (Circuit.HALF_OPEN, probe.notice)

    async def test_whoever_dies_with_the_probe_leaves_it_to_another(self, room, claim):
        await tell(room, "a", "b")
        at = now()
        await keep(room, opened_at(at, probed=at))
        assert [len(await claim(at + k * MINUTE)) for k in (0, 0.5, 1)] == [1, 0, 1]

    async def test_while_one_agency_is_left_alone_the_others_are_not(self, room, claim):
        await tell(room, "a", age_band=AgeBand.AGE_7_13)
        await keep(room, opened_at(now(), TOPIC, COURT))
        await room.pool.execute("update delivery set channel = 'partner_topic'")
        assert [due.agency for due in await claim(now(), channel=TOPIC, agency=None)] == [CENTRE]

    async def test_a_server_that_all_share_is_left_alone_for_all_and_probed_once(self, room, claim):
        await tell(room, "a", "b")
        await room.pool.execute("update delivery set channel = 'email'")
        at = now()
        await keep(room, opened_at(at, EMAIL, probed=at + MINUTE))
        assert [len(await claim(at + k * MINUTE, channel=EMAIL, agency=None)) for k in (0, 1, 1.5)] == [0, 1, 0]

    async def test_its_worker_is_called_when_it_is_time_for_a_probe(self, room):
        await tell(room, "a")
        at = now()
        await keep(room, opened_at(at, probed=at + MINUTE))
        assert await store.due(room.pool, at) == []
        assert await store.due(room.pool, at + MINUTE) == [(WEBHOOK, CENTRE)]

    @pytest.mark.parametrize("how", [{"paused_since": MONDAY}, {"disabled_since": MONDAY}])
    async def test_what_a_person_must_put_on_again_is_not_probed(self, room, claim, how):
        await tell(room, "a")
        await keep(room, replace(opened_at(MONDAY), **how))
        assert (await claim(now()), await store.due(room.pool, now())) == ([], [])


class TestWaiting:
    """Urgent or not, what cannot go where it should goes on by itself in the end."""

    @pytest.fixture
    def wait(self, room):
        async def run(long: timedelta):
            await Waiting(room.desk, LateClock(long)).once()
            return await room.pool.fetchval("select channel from delivery")

        return run

    @pytest.mark.parametrize(
        ("priority", "how", "goes_on_after"),
        [
            (Priority.URGENT, {"circuit": Circuit.OPEN, "opened_at": MONDAY}, URGENT_WAITS),
            (Priority.ROUTINE, {"circuit": Circuit.OPEN, "opened_at": MONDAY}, ROUTINE_WAITS),
            (Priority.URGENT, {"paused_since": MONDAY}, URGENT_WAITS),
            (Priority.ROUTINE, {"paused_since": MONDAY}, None),
            (Priority.ROUTINE, {"disabled_since": MONDAY}, timedelta()),
        ],
    )
    async def test_it_goes_on_to_the_next_channel_after_its_own_time(self, room, wait, priority, how, goes_on_after):
        await tell(room, "a")
        await room.pool.execute("update delivery set urgent = $1", priority is Priority.URGENT)
        await keep(room, shut(**how))
        if goes_on_after:
            assert await wait(goes_on_after - timedelta(seconds=30)) == WEBHOOK
        assert await wait(timedelta(days=1) if goes_on_after is None else goes_on_after + timedelta(seconds=1)) == (
            WEBHOOK if goes_on_after is None else TOPIC
        )

    async def test_after_the_last_channel_a_person_is_told_once_and_it_stays_in_the_queue(self, room, wait):
        await tell(room, "a")
        await keep(room, shut(disabled_since=MONDAY), opened_at(MONDAY, TOPIC))
        assert await wait(timedelta()) == TOPIC
        assert [await wait(k * URGENT_WAITS) for k in (1.1, 2, 3)] == [TOPIC] * 3
        assert [name for name, _ in await room.logged()] == ["notice-issued", "notice-escalated", "follow-up-asked"]
        assert (await room.notices())[0].level is EscalationLevel.PHONE_TASK
        assert await room.pool.fetchrow("select open, failures, attempt from delivery") == (True, 0, 0)

    async def test_while_a_try_is_under_way_and_while_the_agency_has_no_access_it_stays(self, room, claim, wait):
        await tell(room, "a")
        await claim(now())
        await keep(room, opened_at(MONDAY))
        assert await wait(timedelta(seconds=50)) == WEBHOOK
        await room.hear(SUSPENDED)
        assert await wait(timedelta(hours=1)) == WEBHOOK


class Fails:
    """A webhook that nobody answers, until somebody does."""

    name, agency, limit = WEBHOOK, CENTRE, 25

    def __init__(self):
        self.outcome, self.sent = TryOutcome.UNANSWERED, []

    async def send(self, letters):
        self.sent.append(len(letters))
        return [Result(self.outcome) for _ in letters]


async def test_an_agency_that_hangs_is_left_alone_and_found_again_without_a_try_lost(room):
    names = "abcdefgh"
    await tell(room, *names)
    channel = Fails()
    worker = Worker(room.desk, channel, LateClock())
    await worker.once()
    assert await room.pool.fetchval("select circuit from endpoint") == Circuit.OPEN
    worker.machine.ahead = timedelta(seconds=20)
    assert await worker.once() == 0
    worker.machine.ahead = timedelta(seconds=50)
    assert await worker.once() == 1
    channel.outcome, worker.machine.ahead = TryOutcome.DELIVERED, timedelta(minutes=3)
    while await worker.once():
        pass
    assert channel.sent == [8, 1, 1, 7]
    assert await room.pool.fetchval("select circuit from endpoint") == Circuit.CLOSED
    assert await room.pool.fetchval("select count(*) from notice where state = 'delivered'") == len(names)
    assert await room.pool.fetchval("select max(attempt) from delivery") <= 3


async def test_a_restart_or_a_second_replica_knows_what_the_first_has_learnt(room, claim):
    endpoint = own_endpoint(CENTRE, WEBHOOK)
    for name in "abcde":
        endpoint = judged(endpoint, tried(TryOutcome.UNREACHABLE, name, now()))
    await tell(room, "f")
    await keep(room, endpoint)
    assert await claim(now()) == []
