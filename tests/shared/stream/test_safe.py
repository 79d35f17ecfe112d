"""A parked record is shown without anything that could name somebody, wherever a partner wrote it."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from uuid import UUID

from shared.stream.safe import HIDDEN, safe

ID = "019c0b6e-3f00-7a10-8f3e-4c1d2b3a5e0a"
NAME = "Anna Paraudziņa"


def row(**changes) -> dict:
    headers = [("ce_id", ID), ("ce_type", "lv.tilts.partner.referral-submitted.v1"), ("name", NAME), ("ce_time", None)]
    encoded = [(name, value and b64encode(value.encode()).decode()) for name, value in headers]
    parked = {
        "id": UUID(ID), "source": "partner.valsts-policija", "partition": None, "position": None, "key": ID,
        "type": "lv.tilts.partner.referral-submitted.v1", "reason": "invalid", "detail": "/narrative: Field required",
        "parked_at": datetime(2026, 3, 16, tzinfo=UTC), "headers": json.dumps(encoded), "body": NAME.encode(),
    }  # fmt: skip
    return parked | changes


def test_what_is_ours_is_shown():
    shown = safe(row())
    assert shown["key"] == ID
    assert shown["headers"]["ce_id"] == ID
    assert shown["type"] == "lv.tilts.partner.referral-submitted.v1"
    assert shown["body"].startswith(f"{len(NAME.encode())} bytes, sha256 ")


def test_what_could_be_a_name_is_hidden_wherever_it_stands():
    shown = safe(row(key=NAME, type=NAME, headers=json.dumps([("ce_id", b64encode(NAME.encode()).decode())])))
    assert shown["key"] == shown["type"] == shown["headers"]["ce_id"] == HIDDEN
    assert "Anna" not in json.dumps(safe(row(key=NAME, type=NAME)), ensure_ascii=False)


def test_a_name_for_a_header_is_hidden_too():
    shown = safe(row(headers=json.dumps([(NAME, None)])))
    assert shown["headers"] == {}
    assert shown["other headers"] == 1
