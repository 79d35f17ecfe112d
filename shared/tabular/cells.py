"""Cells that a spreadsheet would take for a formula: written with an apostrophe before them, and read without it.

What is written and read again is what it was, apostrophes of its own included.
"""

import re

_WOULD_RUN = re.compile(r"'*[=+\-@\t\r]")
_WAS_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escaped(text: str) -> str:
    """The cell as a spreadsheet shows it without running it."""
    return f"'{text}" if _WOULD_RUN.match(text) else text


def unescaped(text: str) -> str:
    """The cell as it was before `escaped`."""
    return text[1:] if _WAS_ESCAPED.match(text) else text
