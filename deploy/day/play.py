"""Plays the day: partners send, staff work, agencies answer, all at once and through the doors that everybody uses."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime

import httpx

from deploy.day.agencies import CRISIS_CENTRE, Agencies
from deploy.day.colleague import Colleague
from deploy.day.doors import Doors
from deploy.day.figures import Figures, figures
from deploy.day.ledger import Ledger
from deploy.day.referrals import Sample, referrals
from deploy.day.size import HOURS, Size
from deploy.day.staff import everybody
from deploy.partner import RECEIPTS, topic
from shared.calendar import RIGA
from shared.contracts.topics import CORE_TOPICS
from shared.security import Purpose, Role
from shared.settings import Settings
from shared.stream import kafka
from shared.stream.bus import Bus
from shared.stream.listening import listen
from shared.stream.topics import EDGE_PARTITIONS

MUNICIPALITY = "liepaja"
_SEED = 2026
_LOOK_EVERY = 0.3
_AT_ONCE = httpx.Limits(max_connections=6)
_TIMEOUT = httpx.Timeout(10, pool=None)
_TELL_EVERY = 3.0
_SETTLES_WITHIN = 15.0


class Day:
    """The day, and the agencies that go on answering after it, from entering until leaving the block."""

    webhook = CRISIS_CENTRE

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._say = say
        self._clock = settings.calendar.clock()
        self._ledger = Ledger()
        self._bus = Bus(kafka.connection(settings.broker), settings.broker.produce_deadline)
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, limits=_AT_ONCE, trust_env=False)
        self._desk = Colleague(settings, self._client, "inese", Role.INTAKE_WORKER, Purpose.INTAKE)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Day":
        self._stack.push_async_callback(self._client.aclose)
        self._stack.push_async_callback(self._bus.close)
        agencies = Agencies(self._settings, self._clock, self._bus, self._client, self._ledger)
        await self._stack.enter_async_context(agencies)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def play(self, size: Size) -> Figures:
        """From the first referral until everything has settled. Raises what a door or a service will not take."""
        begins, until = self._clock.now(), self._settings.calendar.pace_until
        samples = chosen(referrals(_SEED, begins), size.every)
        self._say(
            f"A day in Liepāja: {len(samples)} referrals from {_local(begins)} on. Until {_local(until)} the services' "
            f"clock runs {size.pace:.0f} times as fast as yours; from then on it is yours."
        )
        async with listen(kafka.connection(self._settings.broker), self._watched()) as arrivals:
            doors = Doors(self._settings, self._bus, self._desk, self._ledger)
            working = [asyncio.create_task(self._note(arrivals)), asyncio.create_task(self._tell(len(samples)))]
            looking = [one.look for one in everybody(self._settings, self._client, self._clock, self._ledger)]
            try:
                sending = self._send(doors, samples, until)
                await all_or_nothing([sending, *(self._work(look, until) for look in looking)])
                return await self._settled()
            finally:
                for task in working:
                    task.cancel()
                await asyncio.gather(*working, return_exceptions=True)

    def _watched(self) -> dict[str, int]:
        core = {one.named(self._settings.municipality.slug): self._settings.log.partitions for one in CORE_TOPICS}
        senders = [code for code, partner in self._settings.partners.items() if partner.channels]
        return core | {topic(self._settings, RECEIPTS, code): EDGE_PARTITIONS for code in senders}

    async def _send(self, doors: Doors, samples: Sequence[Sample], until: datetime) -> None:
        """Each at its time: the hours of the day, laid over the real seconds that are left."""
        begun = time.monotonic()
        seconds = max(3.0, (until - datetime.now(until.tzinfo)).total_seconds() - 1)
        sending = [_at(begun + sample.at / HOURS * seconds, doors.send, sample) for sample in samples]
        await all_or_nothing(sending)

    async def _work(self, look: Callable[[], Awaitable[None]], until: datetime) -> None:
        """Look again and again until the day is over, less often where a look takes long: nobody rushes."""
        while datetime.now(until.tzinfo) < until:
            begun = time.monotonic()
            await look()
            await asyncio.sleep(max(_LOOK_EVERY, time.monotonic() - begun))

    async def _note(self, arrivals) -> None:
        async for arrival in arrivals:
            self._ledger.arrived(arrival)

    async def _tell(self, expected: int) -> None:
        while True:
            await asyncio.sleep(_TELL_EVERY)
            book = self._ledger
            visited = sum(state == "completed" for _, state in book.visits.values())
            self._say(
                f"  {_local(self._clock.now())}  sent {book.sendings}/{expected} · cases {len(book.opened)} · "
                f"visits {visited} · closed {len(book.closed)} · notices {len(book.notices)}"
            )

    async def _settled(self) -> Figures:
        """The figures, once they agree with each other; if that takes too long, as they are."""
        deadline = time.monotonic() + _SETTLES_WITHIN
        while True:
            queue = await self._desk.all("intake", "queue")
            told = figures(self._ledger, [row["id"] for row in queue])
            if not told.contradictions() or time.monotonic() > deadline:
                return told
            await asyncio.sleep(_LOOK_EVERY)


def chosen(samples: Sequence[Sample], every: int) -> list[Sample]:
    """All samples, or every n-th with its repeats, and every n-th of the broken ones."""
    first = [sample for sample in samples if not sample.repeated]
    kept = {sample.message_id for sample in first[::every]}
    return [sample for sample in samples if sample.message_id in kept]


async def all_or_nothing(work: Sequence[Awaitable]) -> None:
    """Do all at once; the first failure ends the others and is raised."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(RIGA):%H:%M}"


async def _at(instant: float, work: Callable[[Sample], Awaitable[None]], sample: Sample) -> None:
    await asyncio.sleep(instant - time.monotonic())
    await work(sample)
