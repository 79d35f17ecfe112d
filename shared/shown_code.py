"""Codes that are shown to somebody once: keyed digests, worked out when asked for and stored nowhere.

Whoever reads the database or the facts cannot pass for the person to whom a code was shown.
"""

from hmac import compare_digest
from typing import Protocol

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter is taken for a digit or another letter."""
_LENGTH = 10
_AS_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class Keyed(Protocol):
    """Whoever has the key."""

    def fingerprint(self, text: str) -> str: ...


def shown_code(what: str, rules: Keyed) -> str:
    """The code that stands for `what`: 7K3M9-QZTAB."""
    number = int(rules.fingerprint(what), 16)
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in range(_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def same(code: str, typed: str) -> bool:
    """Whether somebody typed that code, in whatever letters. How long it takes tells nothing about it."""
    letters = typed.upper().translate(_AS_TYPED)
    return compare_digest(code.encode(), f"{letters[:5]}-{letters[5:]}".encode())
