"""A partner's client that is not ours: librdkafka for Kafka, curl for HTTP, and a token."""

import json
import subprocess
from collections.abc import Callable, Iterable
from uuid import uuid4

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralRegistered, ReferralSubmitted
from shared.security import Actor, Purpose, Role, issue_token
from tests.faults.harness import Deployment

_PATIENCE = 20
Receipt = tuple[str, dict]
"""Type and body."""


class Client:
    """One partner of a town, by Kafka where that is agreed, else by HTTP."""

    def __init__(self, town: Deployment, code: str) -> None:
        self.code = code
        self._by_kafka = Channel.KAFKA in town.settings.partners[code].channels
        self._topics = f"{town.slug}.partner.{code}"
        self._connection = {"bootstrap.servers": town.broker.bootstrap}
        self._intake = f"http://127.0.0.1:{town.ports[0]}/intake"

    def refer(self, referral: dict) -> str:
        """Send a referral; returns the id of the message."""
        message = str(uuid4())
        if self._by_kafka:
            return self.publish(ReferralSubmitted.type, referral, message)
        self._curl("/v1/referrals", "--data", json.dumps(referral), "--header", f"Idempotency-Key: {message}")
        return message

    def publish(self, type: str, body: dict | bytes, message: str, topic: str = "referrals") -> str:
        """Send any message by Kafka, or what is none; returns its id."""
        failures = []
        # Without this librdkafka may write a record twice by itself, and a repeated message is answered again.
        producer = Producer(self._connection | {"enable.idempotence": True})
        producer.produce(
            f"{self._topics}.{topic}",
            key=body.get("reference", message) if isinstance(body, dict) else None,
            value=json.dumps(body).encode() if isinstance(body, dict) else body,
            headers={"ce_id": message, "ce_type": type, "ce_specversion": "1.0", "ce_source": "/partner"},
            on_delivery=lambda error, _: failures.append(error) if error else None,
        )
        assert producer.flush(_PATIENCE) == 0 and not failures, failures
        return message

    def receipts(self, last: str) -> list[Receipt]:
        """All receipts up to the one for the message `last`, or as many as there are when it does not come.

        A record that came again has the id it had: it is read once, as the guide for partners says.
        """
        if not self._by_kafka:
            return self._polled(last)
        return list(self.read("receipts", lambda found: has(found, last)).values())

    def read(self, topic: str, enough: Callable[[Iterable[Receipt]], bool]) -> dict[bytes, Receipt]:
        """What stands on one of the partner's topics, by the records' ids, up to where it is `enough`, or as much as
        there is when it never is."""
        consumer = Consumer(self._connection | {"group.id": f"{self.code}.client", "enable.auto.commit": False})
        consumer.assign([TopicPartition(f"{self._topics}.{topic}", 0, OFFSET_BEGINNING)])
        found: dict[bytes, Receipt] = {}
        try:
            while not enough(found.values()) and (record := consumer.poll(_PATIENCE)) is not None:
                assert record.error() is None, record.error()
                headers = dict(record.headers())
                found.setdefault(headers["ce_id"], (headers["ce_type"].decode(), json.loads(record.value())))
        finally:
            consumer.close()
        return found

    def _polled(self, last: str) -> list[Receipt]:
        found, place = [], "0.0"
        while not has(found, last):
            page = json.loads(self._curl(f"/v1/receipts?after={place}&wait={_PATIENCE}"))
            if not page["items"]:
                break
            found += [(item["type"], item["data"]) for item in page["items"]]
            place = page["next"]
        return found

    def _curl(self, path: str, *more: str) -> bytes:
        actor = Actor(f"partner:{self.code}", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=self.code)
        headers = [f"Authorization: Bearer {issue_token('k' * 40, actor)}", "Content-Type: application/json"]
        given = [word for header in headers for word in ("--header", header)]
        command = ["curl", "--silent", "--show-error", "--fail-with-body", *given, *more, f"{self._intake}{path}"]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def has(found: Iterable[Receipt], message: str) -> bool:
    return any(body.get("message") == message for _, body in found)


def registered(found: list[Receipt]) -> list[str]:
    """The ids of the messages that were registered, in the order of their receipts."""
    return [body["message"] for type, body in found if type == ReferralRegistered.type]
