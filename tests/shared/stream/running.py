"""Real services over databases of their own, given records as if Kafka had brought them."""

import json
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4, uuid5

from shared.contracts.intake import ReferralAccepted
from shared.contracts.partner import ReferralSubmitted
from shared.runtime.process import Process
from shared.stream import wire
from shared.stream.event import Event, Recorded
from shared.stream.record import EdgeRecord, FactRecord, Raw, core_record, edge_record

TIME = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
PARTNER = "valsts-policija"
TOPIC = f"liepaja.partner.{PARTNER}.referrals"
_SENDER = wire.Sender("intake", "liepaja")
_NUMBERS = count(1)


def accepted(referral: UUID) -> ReferralAccepted:
    """A referral that intake accepted, each of another person."""
    return ReferralAccepted.model_validate({
        "referral": referral, "number": f"LPX-2026-{next(_NUMBERS):06}", "kind": "police.family_violence",
        "priority": "asap", "needs": ("violence_in_family",), "subjects": (uuid5(referral, "subject"),),
        "age_band": "25-64", "due_at": TIME,
    })  # fmt: skip


class Source:
    """Intake's log as one partition of its topic shows it: each fact names the one before it."""

    def __init__(self) -> None:
        self._previous: UUID | None = None
        self.position = 0

    def fact(self) -> FactRecord:
        """The next fact: a referral that makes cases open a case."""
        fact = accepted(uuid4())
        return self.record(fact.type, fact.key, fact.encode())

    def record(self, type: str, key: str, body: bytes | None, *, raw_key: bytes | None = b"", more: Raw = ()):
        """The next fact as somebody writes it: `raw_key` stands for its key, `more` headers behind its own."""
        event = Event(uuid4(), type, key, TIME, "", None, str(uuid4()))
        self.position += 1
        headers = wire.fact_headers(_SENDER, Recorded(event, 0, self.position, 1, self._previous))
        self._previous = event.id
        written = key.encode() if raw_key == b"" else raw_key
        return core_record("intake", 0, written, body, (*headers, *more))


def message(
    id: str, body: dict | bytes | None = None, type: str = ReferralSubmitted.type, more: Raw = ()
) -> EdgeRecord:
    """What a partner wrote; a good referral unless said otherwise."""
    good = {
        "reference": f"VP-{id}", "kind": "police.family_violence", "needs": ["violence_in_family"],
        "subject": {"given_name": "Paraugs", "family_name": "Izdomāts"}, "narrative": "Kaimiņi dzirdēja troksni.",
    }  # fmt: skip
    value = body if isinstance(body, bytes) else json.dumps(good if body is None else body).encode()
    headers = (("ce_id", id.encode()), ("ce_type", type.encode()))
    return edge_record(PARTNER, TOPIC, id.encode(), value, headers)


async def parked(process: Process) -> list[str]:
    """Why records are parked, in order."""
    return [row["reason"] for row in await process.pool.fetch("select reason from parked order by seq")]
