"""Brings due reminders: claim → ask intake how → write down → send → record. No transaction spans the network.

What one person is told at the same time is one message. Whatever dies in between leaves a claim that runs out, and the
next try of the same words has the same message id.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid5

import structlog
from pydantic import TypeAdapter

from services.notifications.domain.reminders.trying import (
    REACHED,
    TRIED,
    Reach,
    Reached,
    ReminderTry,
    Tried,
)
from services.notifications.sending.channel import Result
from services.notifications.sending.effect import take_effect
from services.notifications.sending.envelope import Envelope
from services.notifications.sending.reminders.claim import DueReminder, claim, postpone, still_due
from services.notifications.store import begin_reminders
from services.notifications.words.reminder import Told, parts
from services.notifications.words.texts import name_in
from shared.calendar import Clock, SystemClock
from shared.contracts.people_codes import ReminderChannel, ReminderWay
from shared.decision import Cause
from shared.runtime.desk import Desk
from shared.stream.errors import Transient
from shared.stream.work import Heard

_log = structlog.get_logger("reminders")
_LEASE = timedelta(seconds=90)
_PEOPLE = 50
_POLL = 1.0
_WAIT_FOR_INTAKE = timedelta(seconds=15)
_REACHES = TypeAdapter(dict[UUID, Reach])
_CHANNELS = {ReminderWay.TEXT_MESSAGE: ReminderChannel.TEXT_MESSAGE, ReminderWay.EMAIL: ReminderChannel.EMAIL}


class Way(Protocol):
    """A channel that brings messages to anybody."""

    async def post(self, envelopes: Sequence[Envelope | None]) -> list[Result]: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one person, and the reminders in it."""

    dues: tuple[DueReminder, ...]
    reach: Reach
    envelope: Envelope


@dataclass(slots=True)
class Reminding:
    """The worker. `machine` is the clock of tries and leases, never a fast one."""

    desk: Desk
    ways: Mapping[ReminderWay, Way]
    machine: Clock = field(default_factory=SystemClock)

    async def run(self) -> None:
        """Until cancelled; a batch in flight is finished first, so that what was sent is recorded."""
        while True:
            batch = asyncio.create_task(self.once())
            try:
                found = await asyncio.shield(batch)
            except asyncio.CancelledError:
                await asyncio.gather(batch, return_exceptions=True)
                raise
            if not found:
                await asyncio.sleep(_POLL)

    async def once(self) -> int:
        """One batch; returns how many reminders it claimed. Raises what is transient."""
        now = self.machine.now()
        async with self.desk.pool.acquire() as conn:
            dues = await claim(conn, now, now + _LEASE, _PEOPLE)
        if not dues:
            return 0
        try:
            reaches = await self._reaches(dues)
        except Transient:
            _log.warning("reminders_wait_for_intake", count=len(dues))
            async with self.desk.pool.acquire() as conn:
                await postpone(conn, dues, self.machine.now() + _WAIT_FOR_INTAKE)
            return 0
        # Intake took its time: what was moved or called off since it was claimed is not sent.
        async with self.desk.pool.acquire() as conn:
            ours = await still_due(conn, dues)
        parcels, others = self._sorted(ours, reaches)
        if parcels:
            await self._send(parcels)
        if others:
            await take_effect(self.desk, [self._heard(REACHED, due, found) for due, found in others])
        return len(dues)

    async def _reaches(self, dues: Sequence[DueReminder]) -> dict[UUID | None, Reach]:
        """How each of these people may be reminded, asked in one call; for whom nobody is known, a person looks."""
        ids = sorted({due.who for due in dues if due.who})
        found = await self.desk.peers.reach(ids) if ids else []
        return {None: Reach.nobody()} | _REACHES.validate_python({one["id"]: one for one in found})

    def _sorted(
        self, dues: Sequence[DueReminder], reaches: Mapping[UUID | None, Reach]
    ) -> tuple[list[Parcel], list[tuple[DueReminder, Reached]]]:
        """What is sent now, one parcel a person, and what is not, with what intake said of it."""
        now, grouped, others = self.desk.clock.now(), defaultdict(list), []
        awake = self.desk.rules.reminders.awake(now) == now
        for due in dues:
            reach = reaches[due.who]
            if awake and now < due.at and reach.way in self.ways and reach.next_hour(now) == now:
                grouped[due.who].append(due)
            else:
                has_channel = reach.way in self.ways or not reach.is_by_machine
                others.append((due, Reached(due.id, due.attempt, reach, has_channel)))
        return [self._parcel(tuple(group), reaches[who]) for who, group in grouped.items()], others

    def _parcel(self, dues: tuple[DueReminder, ...], reach: Reach) -> Parcel:
        settings = self.desk.settings
        told = [Told(due.of, due.says, due.mode, due.at) for due in dues]
        words = parts(told, reach.language, discreet=reach.discreet, call=settings.contact.call)
        sender = "" if reach.discreet else name_in(settings.municipality.name, reach.language)
        id = uuid5(dues[0].id, " ".join(f"{due.id}@{due.at.isoformat()}" for due in dues))
        return Parcel(dues, reach, Envelope(id, reach.to, words, sender, self.desk.clock.now()))

    async def _send(self, parcels: Sequence[Parcel]) -> None:
        begun = {parcel.envelope.id: [self._begun(parcel, due) for due in parcel.dues] for parcel in parcels}
        async with self.desk.pool.acquire() as conn:
            await begin_reminders(conn, [one for some in begun.values() for one in some])
        for way, channel in self.ways.items():
            if not (mine := [parcel for parcel in parcels if parcel.reach.way is way]):
                continue
            results = await channel.post([parcel.envelope for parcel in mine])
            at, heard = self.machine.now(), []
            for parcel, result in zip(mine, results, strict=True):
                for due, one in zip(parcel.dues, begun[parcel.envelope.id], strict=True):
                    tried = Tried(one, due.occasion, result.outcome, at, result.status, result.retry_after)
                    heard.append(self._heard(TRIED, due, tried))
            await take_effect(self.desk, heard)

    def _begun(self, parcel: Parcel, due: DueReminder) -> ReminderTry:
        return ReminderTry(
            f"{due.id}/{due.attempt}", due.id, due.attempt, parcel.envelope.id, _CHANNELS[parcel.reach.way], due.at,
            parcel.envelope.at,
        )  # fmt: skip

    def _heard(self, kind: str, due: DueReminder, body: Reached | Tried) -> Heard:
        cause = Cause(
            uuid5(due.id, f"{kind}/{due.attempt}"), self.desk.clock.now(), due.correlation, self.desk.work.name
        )  # fmt: skip
        return Heard(kind, str(due.id), body, cause)
