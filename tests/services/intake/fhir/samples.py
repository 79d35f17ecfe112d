"""The golden resources, and copies of them in which something is otherwise."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

_GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> dict[str, Any]:
    return json.loads((_GOLDEN / f"{name}.json").read_text("utf-8"))


def otherwise(body: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A copy with other fields; None leaves a field out."""
    whole = deepcopy(body) | changed
    return {name: value for name, value in whole.items() if value is not None}
