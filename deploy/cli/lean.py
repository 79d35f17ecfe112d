"""Keeps out of a serving process what libraries import only because it happens to be installed.

A team that hosts 42 municipalities pays for every megabyte 42 times. Whoever needs one of these takes it off the list.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Name → who looks for it, and why nothing here misses it. The megabytes are those of the resident set.
UNUSED = {
    "cryptography": "pyjwt, for signatures by a pair of keys (8 MB); our own files load it with the first document",
    "rich": "structlog and httpx, for tracebacks and help in colour (5 MB with pygments); our log is JSON",
    "greenlet": "structlog, for contexts of gevent (1 MB); ours are those of asyncio",
}


@contextmanager
def without_unused() -> Iterator[None]:
    """Inside the block these packages look as if they were not installed; what is imported already stays."""
    # None is how Python notes that there is no such module: libraries then take the way they have without it.
    hidden = {name: None for name in UNUSED if name not in sys.modules}
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
