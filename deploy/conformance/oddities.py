"""What is taken and yet looks like a mistake: an unknown code, a field that nobody reads, an odd personal code.

Nothing here rejects anything. Each is a JSON pointer and a sentence; the sentence names the nearest of ours where there
is one, and never repeats what stands about a person.
"""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from deploy.conformance.messages import Given
from shared.contracts import personal_code
from shared.contracts.headers import FROM_PARTNERS
from shared.contracts.partner.codes import codes_not_understood
from shared.settings.errors import did_you_mean
from shared.stream.record import own_id
from shared.stream.work import Heard

Oddity = tuple[str, str]
_CODE_SAYS = {
    "checksum": "The checksum is not the one of a personal code: compare it with the document.",
    "birth_date": "The first digits are no date of birth: compare them with the document.",
}


def in_headers(given: Given) -> Iterator[Oddity]:
    """What a record should carry and does not. An id that cannot be used is no reason to reject a message."""
    if not given.enveloped:
        return
    for header in FROM_PARTNERS:
        if header.required and header.name.removeprefix("ce_") not in given.record.given:
            yield f"/headers/{header.name}", f"Is missing or cannot be read. {header.description}"
    if "id" in given.record.given and own_id(given.record.given) is None:
        yield "/headers/ce_id", "Cannot be used as an id: the receipt will name the message by a digest of it."


def in_body(heard: Heard) -> Iterator[Oddity]:
    """What is read otherwise than it was written, or not at all."""
    body = heard.record.body
    for pointer, _ in codes_not_understood(heard.body, body):
        yield pointer, "Is a code we do not know, and is read as `other`."
    yield from _unread(heard.body, json.loads(body), "")
    for pointer, code in _personal_codes(heard.body, ""):
        yield from ((pointer, _CODE_SAYS[found]) for found in personal_code.warnings(code))


def _unread(read: Any, sent: Any, pointer: str) -> Iterator[Oddity]:
    if isinstance(read, BaseModel):
        known = type(read).model_fields
        for name, value in sent.items():
            if name in known:
                yield from _unread(getattr(read, name), value, f"{pointer}/{name}")
            elif name.isprintable():
                yield (
                    f"{pointer}/{name}",
                    f"Is no field of this message, and is passed over.{did_you_mean(name, known)}",
                )
    elif isinstance(read, tuple):
        for index, (item, value) in enumerate(zip(read, sent, strict=True)):
            yield from _unread(item, value, f"{pointer}/{index}")


def _personal_codes(read: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(read, BaseModel):
        for name, value in read:
            if name == "personal_code" and value:
                yield f"{pointer}/{name}", value
            yield from _personal_codes(value, f"{pointer}/{name}")
    elif isinstance(read, tuple):
        for index, item in enumerate(read):
            yield from _personal_codes(item, f"{pointer}/{index}")
