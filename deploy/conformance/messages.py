"""Messages as they lie in files, made into the records that they would be on the partner's topic.

A file holds one message; a `.jsonl` holds one on each line; a folder is searched for both. A message is either its JSON
body alone, or an envelope with what else would travel: `{"headers": {"ce_id": "…", "ce_type": "…"}, "body": {…}}`.
Where an envelope's body is a text, it is taken as the bytes themselves, so that broken JSON can be tried too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.contracts.partner import ReferralSubmitted
from shared.contracts.registry import BY_TYPE
from shared.contracts.topics import EDGE_TOPICS, PARTNER
from shared.stream.record import EdgeRecord, edge_record

WRITTEN = {
    contract.type: contract for topic in EDGE_TOPICS if PARTNER in topic.producers for contract in topic.contracts
}
"""The messages that partners write, by type."""
NOBODY = "partner"
"""Stands for the sender when nobody says who it is."""


@dataclass(frozen=True, slots=True)
class Given:
    """One message, and where it was found. `enveloped`: its headers were given and not supposed."""

    source: str
    record: EdgeRecord
    enveloped: bool


def full_type(name: str) -> str:
    """`referral-submitted` or the whole type, as the whole type. Raises LookupError, saying which there are."""
    found = [type for type in WRITTEN if name == type or name == type.split(".")[-2]]
    if not found:
        short = ", ".join(type.split(".")[-2] for type in WRITTEN)
        raise LookupError(f"{name} is no message that a partner writes; there are {short}")
    return found[-1]


def in_path(path: Path, partner: str, type: str | None) -> Iterator[Given]:
    """The messages in a file or below a folder, in the order of their names. Raises OSError."""
    files = sorted(path.rglob("*.json")) + sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    for file in files:
        yield from in_bytes(file.read_bytes(), str(file), partner, type or _named_by_folder(file))


def in_bytes(data: bytes, source: str, partner: str, type: str | None) -> Iterator[Given]:
    """The message, or the messages line by line where `source` is a `.jsonl`. A body alone is of `type`."""
    if not source.endswith(".jsonl"):
        yield _given(data, source, partner, type)
        return
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _given(line, f"{source}:{number}", partner, type)


def _named_by_folder(file: Path) -> str | None:
    """A folder named like a type says what the bodies in it are, as in the kit and beside the contracts."""
    return next((parent.name for parent in file.absolute().parents if parent.name in BY_TYPE), None)


def _given(data: bytes, source: str, partner: str, type: str | None) -> Given:
    envelope = _envelope(data)
    if envelope is None:
        headers: dict[str, Any] = {"ce_type": type or ReferralSubmitted.type}
        return Given(source, _record(partner, headers, data), False)
    body = envelope["body"]
    sent = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return Given(source, _record(partner, envelope["headers"], sent.encode(errors="surrogatepass")), True)


def _envelope(data: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None  # it is judged as the body that it would be
    is_one = isinstance(found, dict) and "body" in found and isinstance(found.get("headers"), dict)
    return found if is_one else None


def _record(partner: str, headers: dict[str, Any], body: bytes) -> EdgeRecord:
    raw = tuple(
        (name, None if value is None else str(value).encode(errors="surrogatepass")) for name, value in headers.items()
    )
    return edge_record(partner, "", None, body, raw)
