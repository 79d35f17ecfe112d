"""Known invented people, and what to look for when nothing of them may be found."""

import json
from base64 import b64encode
from functools import cache
from urllib.parse import quote

VICTIM = {
    "given_name": "Zigrīda",
    "family_name": "Neatrodamā",
    "personal_code": "170388-29991",
    "address": "Neesošā iela 99-42, Liepāja",
    "phone": "+371 29990001",
    "partner_person_id": "zn-7731",
}
REPORTER = {
    "identity": "protected",
    "given_name": "Vilhelms",
    "family_name": "Klusētājs",
    "role": "kaimiņš",
    "phone": "+371 29990002",
}
NARRATIVE = "Kliedzieni cauri sienai, bērns raudāja kāpņutelpā līdz rītam."
HIDDEN_IN_WRONG_PLACES = "Ērgļunde-Izdomātā"
"""A name that is sent wherever no name belongs: in ids, types, headers, addresses, field names."""

A_NAME_AS_CODE = "neatrodama-zigrida"
"""A name that looks like a code: wherever a code is taken that ends in a fact, it must be one that is known."""

SECRETS = (
    "Zigrīda",
    "Neatrodamā",
    "170388-29991",
    "17038829991",
    "Neesošā iela",
    "29990001",
    "29990002",
    "Vilhelms",
    "Klusētājs",
    "Kliedzieni cauri",
    "kāpņutelpā",
    "Ērgļunde",
    "neatrodama-zigrida",
)


@cache
def spellings(secret: str) -> set[bytes]:
    """How a secret may look in bytes: plain, escaped in JSON or in an address, as hexadecimal digits, in base64."""
    plain = secret.encode()
    in_base64 = {b64encode(b" " * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
    written = {plain, json.dumps(secret)[1:-1].encode(), quote(secret).encode(), quote(secret).lower().encode()}
    written.add(plain.hex().encode())
    return written | {part for part in in_base64 if len(part) > 8}


def found(where: bytes) -> list[str]:
    """Which secrets can be read there."""
    return [secret for secret in SECRETS if any(spelling in where for spelling in spellings(secret))]
