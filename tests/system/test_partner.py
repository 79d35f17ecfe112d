"""A partner with a Kafka client that we did not write: the page that partners copy, run as they would run it."""

import json
import runpy
from uuid import uuid4

import pytest
from confluent_kafka import Producer

from deploy.up.folder import PROJECT

PAGE = PROJECT / "docs" / "partner_client.py"
REGISTERED, REJECTED = "lv.tilts.partner.referral-registered.v1", "lv.tilts.partner.message-rejected.v1"

WITHDRAWN, STATUS = "lv.tilts.partner.referral-withdrawn.v1", "lv.tilts.partner.referral-status.v1"


@pytest.fixture(scope="module")
def broker(running) -> str:
    """The address that a partner is told."""
    return running.tilts("config", "show", "broker.bootstrap_servers", "--json").json()[0]["value"]


def told(printed: str) -> tuple[str, dict]:
    """What the page prints: a type, then a body."""
    type, body = printed.split("\n", 1)
    return type, json.loads(body)


def test_the_page_sends_a_referral_and_prints_its_receipt(running, broker):
    done = running.shell(f"python {PAGE} {broker} liepaja valsts-policija")
    assert done.code == 0, done.err
    type, body = told(done.out)
    assert type == REGISTERED
    assert body["number"].startswith("LPX-")


def test_the_page_prints_the_reason_for_a_broken_one(running, broker, tmp_path):
    file = tmp_path / "referral.json"
    file.write_text(json.dumps({"kind": "other", "subject": {"family_name": " "}, "narrative": "Pārbaude."}))
    done = running.shell(f"python {PAGE} {broker} liepaja valsts-policija {file}")
    type, body = told(done.out)
    assert type == REJECTED
    assert [error["pointer"] for error in body["problem"]["errors"]] == ["/subject/family_name"]


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_a_compressed_referral_gets_its_receipt(broker, codec):
    page = runpy.run_path(str(PAGE))
    # Long enough that the client finds it worth compressing.
    body = page["SAMPLE"] | {"reference": f"TRY-{uuid4().hex[:8]}", "narrative": "Kaimiņi dzirdēja troksni. " * 40}
    page["CONNECTION"]["compression.type"] = codec
    message = page["send"](broker, "liepaja.partner.valsts-policija.referrals", body)
    page["CONNECTION"].clear()
    type, receipt = page["receipt"](broker, "liepaja.partner.valsts-policija.receipts", message)
    assert (type, receipt["reference"]) == (REGISTERED, body["reference"])


def test_a_referral_that_opened_a_case_is_withdrawn_and_its_status_comes_back(broker):
    page, producer = runpy.run_path(str(PAGE)), Producer({"bootstrap.servers": broker})
    topics = "liepaja.partner.valsts-policija"
    body = page["SAMPLE"] | {"reference": f"TRY-{uuid4().hex[:8]}"}
    sent = page["send"](broker, f"{topics}.referrals", body)
    assert page["receipt"](broker, f"{topics}.receipts", sent)[0] == REGISTERED
    message = str(uuid4())
    headers = {"ce_specversion": "1.0", "ce_id": message, "ce_source": "/tests", "ce_type": WITHDRAWN}
    said = json.dumps({"reference": body["reference"], "reason": "sent_in_error"})
    producer.produce(f"{topics}.referrals", said, body["reference"], headers=headers)
    assert producer.flush(20) == 0
    type, status = page["receipt"](broker, f"{topics}.receipts", message)
    assert (type, status["reference"], status["state"]) == (STATUS, body["reference"], "withdrawn")
