"""Names as they are compared and searched: `Bērziņš` and `BERZINS` are one, `Bērziņš` and `Bērziņa` are two.

Diacritics, case, apostrophes and punctuation are how somebody writes; endings are not: whether a family name is a
man's or a woman's tells two people of one house apart.
"""

from functools import lru_cache
from unicodedata import combining, normalize

_APOSTROPHES = frozenset("'`´ʹʻʼʽ‘’‛′＇")
_NOT_DECOMPOSED = {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}


class _Folded(dict):
    """What becomes of each character, found out once: the table of `str.translate`."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        if combining(char) or char in _APOSTROPHES:
            folded = None
        else:
            folded = _NOT_DECOMPOSED.get(char, char if char.isalnum() else " ")
        self[code] = folded
        return folded


_TABLE = _Folded()


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Words of letters and digits, in the order in which they stand, with one space between them; perhaps none."""
    return " ".join(_plain(text).translate(_TABLE).split())


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Compatibility forms are undone again after case folding, which may bring new ones.
    return normalize("NFKD", normalize("NFKD", text).casefold())


def tokens(*texts: str | None) -> tuple[str, ...]:
    """The folded words of all texts, sorted: names that were written the other way round are the same."""
    return tuple(sorted(word for text in texts if text for word in fold(text).split()))
