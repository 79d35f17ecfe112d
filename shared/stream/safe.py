"""A parked record without anything that could name a person: partners may write names wherever they like."""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

# What our own services and well-behaved partners write: ids, types, instants, places. Anything else is hidden.
_CLEAN = {
    "ce_id": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "ce_type": re.compile(r"lv\.tilts\.[a-z.-]{1,80}\.v\d{1,4}"),
    "ce_time": re.compile(r"[0-9T:.+Z-]{10,40}"),
    "ce_position": re.compile(r"\d{1,18}"),
    "ce_epoch": re.compile(r"\d{1,18}"),
    "ce_correlationid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}
HIDDEN = "(hidden)"


def safe(row: Mapping[str, Any]) -> dict[str, Any]:
    """What may be shown of a row of `parked`. `detail` never quotes the record: the stream sees to that."""
    body, headers = row["body"], json.loads(row["headers"])
    return {
        "id": str(row["id"]),
        "from": row["source"],
        "partition": row["partition"],
        "position": row["position"],
        "key": row["key"] if _CLEAN["ce_id"].fullmatch(row["key"]) else HIDDEN,
        "type": row["type"] if _CLEAN["ce_type"].fullmatch(row["type"] or "") else HIDDEN if row["type"] else None,
        "reason": row["reason"],
        "detail": row["detail"],
        "parked at": row["parked_at"].isoformat(timespec="seconds"),
        "headers": {name: _header(name, value) for name, value in headers if name in _CLEAN},
        "other headers": sum(name not in _CLEAN for name, _ in headers),
        "body": f"{len(body)} bytes, sha256 {sha256(body).hexdigest()[:16]}" if body is not None else None,
    }


def _header(name: str, value: str | None) -> str | None:
    text = "" if value is None else b64decode(value).decode(errors="replace")
    return text if _CLEAN[name].fullmatch(text) else HIDDEN
