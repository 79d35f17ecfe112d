"""The golden examples beside the contracts, one folder a type and version, for tests, AsyncAPI and the partners' page.

They are never regenerated: what was valid once must be read for ever, because the log keeps it. When a field is added,
the old `example.json` stays under another name beside the new one.

`example.json` shows every field and is the one the documents quote; other files at its side are valid too. `tolerated/`
pairs what a partner may send with how we understand it, `rejected/` what we refuse with the errors it gets.
"""

import json
from pathlib import Path
from typing import Any

from shared.contracts.contract import Contract

GOLDEN = Path(__file__).parent / "golden"


def example(contract: type[Contract]) -> dict[str, Any]:
    """The example that shows every field."""
    return json.loads((GOLDEN / contract.type / "example.json").read_text("utf-8"))


def valid(contract: type[Contract]) -> dict[str, dict[str, Any]]:
    """All valid examples by name, `example` first."""
    return {"example": example(contract)} | _by_name(GOLDEN / contract.type)


def tolerated(contract: type[Contract]) -> dict[str, dict[str, Any]]:
    """By name: `why`, what may be `sent`, how it is `understood`."""
    return _by_name(GOLDEN / contract.type / "tolerated")


def rejected(contract: type[Contract]) -> dict[str, dict[str, Any]]:
    """By name: what was `sent`, and the `errors` (pointer, message) it gets."""
    return _by_name(GOLDEN / contract.type / "rejected")


def _by_name(folder: Path) -> dict[str, dict[str, Any]]:
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))}
