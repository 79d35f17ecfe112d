"""On which line of a TOML text each leaf was written; the standard parser does not say."""

import tomllib
from collections.abc import Iterator

from shared.settings.leaves import KeyPath, flatten


def lines(text: str) -> dict[KeyPath, int]:
    """Leaf path → line number from 1, for a text that is known to be valid TOML."""
    found: dict[KeyPath, int] = {}
    repeats: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, statement, parsed in _statements(text):
        if statement.lstrip().startswith("["):
            table = _header(parsed, repeats)
            found[table] = number
        else:
            found.update((table + path, number) for path, _ in flatten(parsed))
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict]]:
    """Joins lines until they parse: a value may span several. Line, text and what it says."""
    pending, start = "", 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        start = start if pending else number
        pending += line
        try:
            parsed = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        yield start, pending, parsed
        pending = ""


def _header(parsed: dict, repeats: dict[KeyPath, int]) -> KeyPath:
    """The path of `[a.b]` or `[[a.b]]`, with the index of the present entry after every repeated table."""
    path: KeyPath = ()
    node = parsed
    while node:
        ((key, node),) = node.items()
        path = (*path, key)
        if isinstance(node, list):
            repeats[path] = repeats.get(path, -1) + 1
            node = node[0]
        if path in repeats:
            path = (*path, repeats[path])
    return path
