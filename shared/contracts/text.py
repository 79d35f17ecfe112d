"""Text as partners write it: trimmed, composed (NFC), bounded, free of control characters. For edge messages only.

Bidirectional overrides count as control characters: with them a name reads differently than it is stored.
"""

import re
import unicodedata
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NOT_IN_PROSE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _composed(forbidden: re.Pattern[str], text: str) -> str:
    # Whatever is forbidden is not printable; asking that first spares nearly every text the search.
    if not text.isprintable() and (found := forbidden.search(text)):
        raise PydanticCustomError(
            "control_character",
            "Contains the control character U+{code} at position {position}; remove it.",
            {"code": f"{ord(found.group()):04X}", "position": found.start()},
        )
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def line(max_length: int):
    """The type of one line of text with 1 to `max_length` characters after trimming."""
    return Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=max_length),
        AfterValidator(partial(_composed, _NOT_IN_A_LINE)),
    ]


def prose(max_length: int):
    """The type of a text of several lines with 1 to `max_length` characters after trimming; tabs are fine."""
    return Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=max_length),
        AfterValidator(partial(_composed, _NOT_IN_PROSE)),
    ]
