"""The W3C traceparent as text: what travels with a fact so that one trace goes through the log. Pure."""

import re

_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def usable(text: str | None) -> str | None:
    """`text` when it is a traceparent that others can continue, otherwise None: a bad one is worse than none."""
    return text if text and _TRACEPARENT.fullmatch(text) else None
