"""Notices on their way to agencies that keep what they got, while the service that brings them is killed.

Each referral of the partner is told twice: to the orphan's court on its topic, and to the crisis centre by a webhook.
"""

import asyncio
import json
import os
import random
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx

from deploy.local.ports import free_port, is_free
from deploy.local.process import Process
from deploy.partner import NOTICES, topic
from shared.contracts.codes import FieldSet
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.partner import NoticeSent
from shared.security import Actor, Purpose, Role, issue_token
from shared.stream.topics import EDGE_PARTITIONS
from shared.stream.wire import attributes
from tests.faults import harness
from tests.faults.agency import SECRET
from tests.faults.harness import Deployment
from tests.story.voices import Voices

CONFIGURED = "liepaja"
GROUPS = (("intake", "cases", "reporting"), ("notifications",))
"""What brings notices is killed alone."""
COURT, CENTRE = "barintiesa", "krizes-centrs"
_BRINGS = 1
_SECRET = "whsec_" + b64encode(b"of an agency in fault tests").decode()
_AUDITOR = "auditor"
_AWAY = (0.0, 0.4)
"""Seconds from the first try that begins until the service is killed."""
_PATIENCE = 60.0
_OPEN = "select count(*) from delivery where open"
_TRIES = "select count(*) from delivery_try"
_CIRCUITS = "update endpoint set until = now() where circuit <> 'closed'"
_PAUSES = f"""
    {_CIRCUITS};
    update delivery d set not_before = null where open and exists (
        select from delivery_try t where t.notice = d.id and t.attempt = d.attempt and t.outcome is not null
    )
"""
_LEASES = f"{_CIRCUITS}; update delivery set not_before = null where open"


def letter(id: str) -> dict:
    """A child of whom all is known that an agency could be told."""
    known = {
        "personal_code": f"{int(id) % 10**6:06}-{int(id) % 10**5:05}", "address": f"Izdomātā iela {int(id)}, Liepāja",
        "phone": f"+371 2{int(id):07}",
    }  # fmt: skip
    plain = harness.letter(id)
    return plain | {"subject": plain["subject"] | known}


@dataclass(frozen=True, slots=True)
class Got:
    """A message as an agency has it; `id` is the key by which it tells a repeat."""

    agency: str
    id: str
    body: dict

    @property
    def notice(self) -> UUID:
        return UUID(self.body["notice"])

    @property
    def subject(self) -> dict:
        return {name: value for name, value in (self.body.get("subject") or {}).items() if value is not None}


@dataclass
class Deliveries:
    """The notices of one municipality, and the book of the agency with the webhook."""

    deployment: Deployment
    voices: Voices
    book: Path
    chance: random.Random
    kills: int = 0

    async def tell(self, people: int) -> None:
        """So many become known."""
        first = len(self.deployment.sent)
        await self.deployment.send([f"{first + number:06}" for number in range(people)])

    async def kill(self, *, hurry: bool) -> None:
        """Kill what brings notices as soon as it has begun to, and start it again.

        In a `hurry` what it left behind goes on at once, as it would when its lease has run out.
        """
        before = await self.deployment.value("notifications", _TRIES)
        await self.deployment.until(lambda: self._begun(before), _PATIENCE, self._log_tail)
        await asyncio.sleep(self.chance.uniform(*_AWAY))
        await self.deployment.kill(_BRINGS)
        if hurry:
            await self.deployment.execute("notifications", _LEASES)
        await self.deployment.launch(_BRINGS)
        self.kills += 1

    async def rest(self, patience: float, *, hurry: bool) -> None:
        """Wait until everybody is told of, and nothing is left to bring; in a `hurry` no pause is waited for."""

        async def rests() -> bool:
            if hurry:
                await self.deployment.execute("notifications", _PAUSES)
            count = await self.deployment.value("notifications", "select count(*) from notice")
            return count == 2 * len(self.deployment.sent) and not await self.deployment.value("notifications", _OPEN)

        await self.deployment.until(rests, patience, self._log_tail)

    async def agree(self, patience: float) -> int:
        """Nothing is missing, each key stands for one message, and the ledger of each person lists what the agencies
        have of them; returns how many messages they got. AssertionError otherwise."""
        got = [one async for one in self._got()]
        notices = {row["id"]: row for row in await self._rows("notifications", "select * from notice")}
        assert {one.notice for one in got} == set(notices), "a notice is missing, or one too many"
        keys = {(one.id, json.dumps(one.body, sort_keys=True)) for one in got}
        assert len(keys) == len({key for key, _ in keys}) == len({body for _, body in keys}), "a key says two things"
        people = {row["id"]: row for row in await self._rows("intake", "select * from person")}
        for one in got:
            notice = notices[one.notice]
            assert one.agency == notice["agency"], "somebody else's notice"
            allowed = DISCLOSED[FieldSet(notice["field_set"])] if one.subject else frozenset()
            assert one.subject == _known(people[notice["subject"]], allowed), "not the fields that are allowed"
        for person in people:
            await self._listed(person, [one for one in got if notices[one.notice]["subject"] == person and one.subject])
        report = await self.deployment.verify(patience)
        assert not report.findings, f"{report.findings}"
        return len(got)

    async def _listed(self, person: UUID, got: Sequence[Got]) -> None:
        """What the ledger says of a person, as an auditor reads it, is what the agencies have."""
        page = await self.voices.read(_AUDITOR, "notifications", "/v1/disclosures", person=str(person), limit=200)
        listed = Counter(_entry(row["notice"], row["agency"], row["fields"]) for row in page["items"])
        surely = Counter(
            _entry(row["notice"], row["agency"], row["fields"]) for row in page["items"] if row["reached"] == "yes"
        )
        had = Counter(_entry(str(one.notice), one.agency, one.subject) for one in got)
        assert set(listed) == set(had), f"listed {listed}, and they have {had}"
        assert surely <= had <= listed, f"surely {surely}, they have {had}, and listed is {listed}"

    async def _got(self) -> AsyncIterator[Got]:
        for line in self.book.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            yield Got(CENTRE, entry["id"], entry["message"]["data"])
        async with self.deployment.bus() as bus:
            for agency in (COURT, CENTRE):
                name = topic(self.deployment.settings, NOTICES, agency)
                async for record in bus.everything(name, range(EDGE_PARTITIONS)):
                    given = attributes(record.headers)
                    if given["type"] == NoticeSent.type:
                        yield Got(agency, given["id"], json.loads(record.value))

    async def _begun(self, before: int) -> bool:
        return await self.deployment.value("notifications", _TRIES) > before

    async def _rows(self, service: str, query: str) -> list:
        async with self.deployment.database(service) as conn:
            return await conn.fetch(query)

    def _log_tail(self) -> str:
        return self.deployment.replicas[_BRINGS].log_tail()


def _entry(notice: str, agency: str, fields) -> tuple[str, str, frozenset[str]]:
    return notice, agency, frozenset(fields)


def _known(person, allowed) -> dict:
    """What intake knows of a person, of the allowed fields, as it is written in a message."""
    return {name: str(person[name]) for name in allowed if person[name] is not None}


@contextmanager
def agency(folder: Path, seed: int) -> Iterator[tuple[Path, dict[str, str]]]:
    """The crisis centre's webhook in a process of its own: its book, and the settings by which it is found."""
    port, book, process = free_port(), folder / "book.jsonl", Process("agency", folder)
    book.touch()
    command = [sys.executable, "-m", "tests.faults.agency", str(port), str(book), str(seed)]
    process.start(command, env=os.environ | {SECRET: _SECRET})
    process.wait_until(lambda: not is_free(port), patience=20)
    prefix = "TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_"
    try:
        yield book, {f"{prefix}URL": f"http://127.0.0.1:{port}/pazinojumi", f"{prefix}SECRET": _SECRET}
    finally:
        process.kill()


@asynccontextmanager
async def deliveries(deployment: Deployment, book: Path, chance: random.Random) -> AsyncIterator[Deliveries]:
    """The notices of this municipality, which is configured as `CONFIGURED` and has the agency."""
    key = deployment.settings.security.development_key.get_secret_value()
    token = issue_token(key, Actor("auditor:1", frozenset({Role.AUDITOR}), Purpose.AUDIT))
    async with httpx.AsyncClient(timeout=10) as client:
        url = f"http://127.0.0.1:{deployment.ports[_BRINGS]}/notifications"
        yield Deliveries(deployment, Voices(lambda _: url, {_AUDITOR: token}, client), book, chance)
