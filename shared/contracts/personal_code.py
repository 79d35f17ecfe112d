"""The Latvian personal code (personas kods): its shape, and what looks odd about one.

Only the shape decides whether a code is taken: eleven digits, a hyphen after the sixth or none. A wrong checksum or an
impossible date is a *warning* for a person to look at, because the official rule is not published and a referral about
violence must not bounce on a digit. Codes since 2017 begin with 32 to 39 and say nothing about birth or age. A person's
code may change, so it is never a key.
"""

import re
from datetime import date

_SHAPE = re.compile(r"([0-9]{6})-?([0-9]{5})")
_WRITTEN_OUT = re.compile(r"(?<![0-9])[0-9]{6}-[0-9]{5}(?![0-9])")
_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}


def normalised(text: str) -> str | None:
    """The code as `123456-12345`, or None when `text` has not the shape of one."""
    shape = _SHAPE.fullmatch(text.strip())
    return f"{shape[1]}-{shape[2]}" if shape else None


def stands_in(text: str) -> bool:
    """Whether a code, written out with its hyphen, stands somewhere in `text`: an id must name nobody."""
    return _WRITTEN_OUT.search(text) is not None


def warnings(code: str) -> tuple[str, ...]:
    """What looks odd about a normalised code: `checksum`, `birth_date`; empty when nothing does."""
    found = []
    if not _checksum_matches(code):
        found.append("checksum")
    if not is_new(code) and birth_date(code) is None:
        found.append("birth_date")
    return tuple(found)


def birth_date(code: str) -> date | None:
    """The date of birth an old normalised code tells; None for a new code, or an impossible date."""
    if is_new(code) or code[7] not in _CENTURIES:
        return None
    try:
        return date(_CENTURIES[code[7]] + int(code[4:6]), int(code[2:4]), int(code[0:2]))
    except ValueError:
        return None


def is_new(code: str) -> bool:
    """Whether a normalised code is one of those given since 2017: no day begins with 32 to 39."""
    return code[0] == "3" and code[1] in "23456789"


def _checksum_matches(code: str) -> bool:
    digits = [int(digit) for digit in code if digit != "-"]
    weighted = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (1101 - weighted) % 11 % 10 == digits[10]
