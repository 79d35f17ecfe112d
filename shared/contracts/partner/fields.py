"""The field types of edge messages, personal ones included."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from shared.contracts import personal_code
from shared.contracts.text import line, prose
from shared.described import Described

_LOOKS_LIKE_A_PERSONAL_CODE = re.compile(r"[0-9]{6}-[0-9]{5}")


def _personal_code(text: str) -> str:
    if code := personal_code.normalised(text):
        return code
    raise PydanticCustomError(
        "personal_code", "A personal code has eleven digits, with a hyphen after the sixth or none."
    )


def _names_nobody(reference: str) -> str:
    """A reference travels in headers and receipts, where no personal data may be."""
    if _LOOKS_LIKE_A_PERSONAL_CODE.fullmatch(reference):
        raise PydanticCustomError(
            "reference", "Looks like a personal code; send a reference that says nothing of a person."
        )
    return reference


Reference = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$"),
    AfterValidator(_names_nobody),
    Field(title="Reference", examples=["VP-LPX-2026-48211"]),
]
MessageId = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,200}$"),
    Field(title="MessageId", examples=["019c0b6e-3f00-7a10-8f3e-4c1d2b3a5e0a"]),
]
PersonalCode = Annotated[
    str,
    StringConstraints(max_length=20),
    AfterValidator(_personal_code),
    Field(
        title="PersonalCode", examples=["161175-19997"], json_schema_extra={"pattern": r"^\s*[0-9]{6}-?[0-9]{5}\s*$"}
    ),
]
Residence = Annotated[
    str,
    BeforeValidator(lambda raw: raw.strip().removeprefix("LV") if isinstance(raw, str) else raw),
    StringConstraints(pattern=r"^[0-9]{7}$"),
    Field(title="Residence", examples=["0005000"], json_schema_extra={"pattern": r"^\s*(LV)?[0-9]{7}\s*$"}),
]
GivenName = line(120)
FamilyName = line(120)
Address = line(300)
Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9 ()-]{3,30}$"),
    Field(title="Phone", examples=["+371 20000000"]),
]
Pointer = Annotated[
    str,
    StringConstraints(pattern=r"^(/[^/\x00-\x1f]*)*$", max_length=200),
    Field(title="Pointer", examples=["/subject/birth_date"]),
]
ShortText = line(300)
Narrative = prose(20_000)


class EdgePart(Described):
    """A part of an edge message, with the message's rules."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
