"""A partner in one file: sends a referral and waits for its receipt.

    pip install confluent-kafka
    python partner_client.py <bootstrap> <municipality> <partner> [referral.json]

Without a file it sends an invented one. In production add your credentials to CONNECTION.
"""

import json
import sys
from datetime import datetime, timezone
from uuid import uuid4

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

CONNECTION = {
    # "security.protocol": "SASL_SSL", "sasl.mechanism": "SCRAM-SHA-512",
    # "sasl.username": "valsts-policija", "sasl.password": "…",
}
SAMPLE = {
    "kind": "police.family_violence",
    "needs": ["violence_in_family"],
    "subject": {"given_name": "Anna", "family_name": "Paraudziņa"},
    "narrative": "Izsaukums uz dzīvokli naktī.",
    "urgent": True,
}


def send(bootstrap: str, topic: str, referral: dict) -> str:
    """Publish one referral; returns the id of the message. Raises when the broker did not take it."""
    message = str(uuid4())
    headers = {
        "ce_specversion": "1.0",
        "ce_id": message,
        "ce_source": "/partner-client",
        "ce_type": "lv.tilts.partner.referral-submitted.v1",
        "ce_time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "content-type": "application/json",
    }
    failures = []
    producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", **CONNECTION})
    producer.produce(
        topic,
        key=referral["reference"],
        value=json.dumps(referral, ensure_ascii=False).encode(),
        headers=headers,
        on_delivery=lambda error, _: failures.append(error) if error else None,
    )
    if producer.flush(10) or failures:
        sys.exit(f"{bootstrap} did not take the referral: {failures or 'no answer within 10 s'}")
    return message


def receipt(bootstrap: str, topic: str, message: str, seconds: float = 10) -> tuple[str, dict]:
    """Wait for the first receipt of a message; returns its type and its body."""
    group = topic.split(".")[2] + ".client"  # you may use the groups that begin with your code and a dot
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": group, **CONNECTION})
    consumer.assign([TopicPartition(topic, 0, OFFSET_BEGINNING)])
    try:
        while (record := consumer.poll(seconds)) is not None:
            if record.error():
                sys.exit(f"{topic} cannot be read: {record.error()}")
            body = json.loads(record.value())
            if body.get("message") == message:
                return dict(record.headers())["ce_type"].decode(), body
        sys.exit(f"No receipt within {seconds} s.")
    finally:
        consumer.close()


def main(bootstrap: str, municipality: str, partner: str, file: str | None = None) -> None:
    topics = f"{municipality}.partner.{partner}"
    referral = SAMPLE
    if file:
        with open(file, encoding="utf-8") as given:
            referral = json.load(given)
    message = send(bootstrap, f"{topics}.referrals", {"reference": f"TRY-{uuid4().hex[:8]}", **referral})
    type, body = receipt(bootstrap, f"{topics}.receipts", message)
    print(type, json.dumps(body, ensure_ascii=False, indent=2), sep="\n")


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
