"""Agencies that read their notices and answer with a Kafka client that is not ours, on Apache Kafka."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from shared.contracts.codes import ReferralKind
from shared.contracts.partner import (
    AnswerRejected,
    NoticeAcknowledged,
    NoticeAnswered,
    NoticeSent,
    NoticeWithdrawn,
    ReferralRegistered,
)
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings.municipality import staff_id
from tests.conftest import session_folder
from tests.faults.crowds import LIGITA, SECRETS
from tests.faults.harness import Deployment
from tests.heavy.kafka.client import Client
from tests.story.voices import Voices

pytestmark = pytest.mark.asyncio(loop_scope="session")

COURT, CENTRE, POLICE = "barintiesa", "krizes-centrs", "valsts-policija"
SERVICES = (("intake", "cases", "notifications"),)
ACKNOWLEDGED, ANSWERED = "notice-acknowledged", "agency-answered"


@dataclass
class Agency:
    """The orphan's court with a client of its own, and what the municipality makes of its answers."""

    town: Deployment
    client: Client
    voices: Voices

    def told_of_a_child(self) -> str:
        """The notice of a referral that the police have just sent."""
        police = Client(self.town, POLICE)
        message = police.refer(
            {
                "reference": f"VP-{uuid4()}", "kind": ReferralKind.POLICE_FAMILY_VIOLENCE,
                "needs": ["violence_in_family"], "narrative": "Kaimiņi dzirdēja troksni.",
                "subject": {"given_name": "Paraugs", "family_name": "Izdomāts", "birth_date": "2016-05-04"},
            }
        )  # fmt: skip
        receipts = police.receipts(message)
        of = ReferralRegistered.type, message
        (number,) = (body["number"] for type, body in receipts if (type, body.get("message")) == of)
        read = self.client.read("notices", lambda found: any(body.get("number") == number for _, body in found))
        (sent,) = (body for type, body in read.values() if type == NoticeSent.type and body["number"] == number)
        assert sent["subject"]["family_name"] == "Izdomāts"
        return sent["notice"]

    def says(self, notice: str, answer: str | None = None, by: Client | None = None, message: str = "", **more) -> str:
        """Acknowledge it, or answer; returns the message's id."""
        type, body = (NoticeAnswered.type, {"answer": answer}) if answer else (NoticeAcknowledged.type, {})
        return (by or self.client).publish(type, {"notice": notice} | body | more, message or str(uuid4()), "answers")

    async def heard(self, notice: str, facts: int) -> list[tuple]:
        """What the municipality has noted of the agency's words, once there are so many facts: (type, late, …)."""

        async def there() -> bool:
            return len(await self._facts(notice)) >= facts

        await self.town.until(there, 20, self.town.replicas[0].log_tail)
        return await self._facts(notice)

    async def _facts(self, notice: str) -> list[tuple]:
        async with self.town.database("notifications") as conn:
            rows = await conn.fetch(
                "select type, data::text from event_log where topic is null and data->>'notice' = $1 order by position",
                notice,
            )
        said = [(row["type"].split(".")[-2], json.loads(row["data"])) for row in rows]
        return [
            (name, body["late"], *(body[part] for part in ("answer", "reason", "outcome") if body.get(part)))
            for name, body in said
            if name in (ACKNOWLEDGED, ANSWERED)
        ]

    def refused(self, message: str, by: Client | None = None) -> str:
        """Why an answer was not taken, as its sender reads it on its own topic."""
        read = (by or self.client).read("notices", lambda found: any(_is_of(message, *one) for one in found))
        (body,) = (body for type, body in read.values() if _is_of(message, type, body))
        return body["problem"]["type"]


def _is_of(message: str, type: str, body: dict) -> bool:
    return (type, body.get("message")) == (AnswerRejected.type, message)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def court(postgres, kafka) -> AsyncIterator[Agency]:
    with session_folder("answering") as folder:
        town = Deployment(postgres, kafka, folder, "answering", SERVICES, "liepaja", SECRETS)
        async with town.running(), httpx.AsyncClient(timeout=10) as http:
            actor = Actor(str(staff_id("answering", LIGITA)), frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION)
            token = issue_token(town.settings.security.development_key.get_secret_value(), actor)
            voices = Voices(lambda service: f"http://127.0.0.1:{town.ports[0]}/{service}", {LIGITA: token}, http)
            yield Agency(town, Client(town, COURT), voices)


async def test_it_is_acknowledged_decided_and_has_an_outcome(court):
    notice = court.told_of_a_child()
    court.says(notice)
    court.says(notice, "accepted")
    court.says(notice, "accepted", outcome="action_taken")
    assert await court.heard(notice, 3) == [
        (ACKNOWLEDGED, False), (ANSWERED, False, "accepted"), (ANSWERED, False, "accepted", "action_taken"),
    ]  # fmt: skip


async def test_a_refusal_has_its_reason_and_what_is_late_is_marked(court):
    notice = court.told_of_a_child()
    await court.town.execute(
        "notifications", "update notice set acknowledge_by = now() - interval '1 minute' where id = $1", notice
    )
    court.says(notice, "refused", reason="no_capacity")
    assert await court.heard(notice, 1) == [(ANSWERED, True, "refused", "no_capacity")]


async def test_said_twice_it_counts_once_under_one_id_or_two(court):
    notice = court.told_of_a_child()
    message = court.says(notice)
    for again in (message, "", ""):
        court.says(notice, message=again)
    court.says(notice, "accepted")
    assert await court.heard(notice, 2) == [(ACKNOWLEDGED, False), (ANSWERED, False, "accepted")]


async def test_nobody_answers_for_somebody_else_nor_after_it_was_taken_back(court):
    notice, centre = court.told_of_a_child(), Client(court.town, CENTRE)
    theirs = court.says(notice, "accepted", by=centre)
    assert court.refused(theirs, by=centre) == "/problems/notice-not-yours"
    path = f"/v1/notices/{notice}"
    await court.voices.do(LIGITA, f"{path}/withdraw", {"reason": "wrong_agency"}, at=path, service="notifications")
    court.client.read("notices", lambda found: any(type == NoticeWithdrawn.type for type, _ in found))
    late = court.says(notice, "accepted")
    assert court.refused(late) == "/problems/notice-withdrawn"
    assert await court.heard(notice, 0) == []
