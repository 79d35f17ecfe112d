"""The codes a partner sent that we do not know: the model says `other`, the owner keeps the raw value found here."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from shared.contracts.message import EdgeMessage


def codes_not_understood(message: EdgeMessage, data: bytes) -> tuple[tuple[str, str], ...]:
    """(JSON pointer, raw code) of each code in `data` that `message`, which was read from it, holds as `other`."""
    return tuple(_differing(message, json.loads(data), ""))


def _differing(read: Any, sent: Any, pointer: str) -> Iterator[tuple[str, str]]:
    match read:
        case StrEnum() if read != sent:
            yield pointer, sent
        case BaseModel():
            for name, value in read:
                if name in read.model_fields_set:
                    yield from _differing(value, sent[name], f"{pointer}/{name}")
        case tuple():
            for index, (item, sent_item) in enumerate(zip(read, sent, strict=True)):
                yield from _differing(item, sent_item, f"{pointer}/{index}")
