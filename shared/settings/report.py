"""What pydantic found wrong, as sentences with the place it was written. Values are left out: they might be secrets."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from shared.settings import shape
from shared.settings.errors import did_you_mean
from shared.settings.leaves import KeyPath, Layer, dotted


def problems(root: Any, error: ValidationError, layer: Layer) -> Iterator[str]:
    """One sentence per problem in `error`, found while `layer` was validated as `root`."""
    for found in error.errors(include_url=False, include_input=False):
        path: KeyPath = found["loc"] + getattr(found.get("ctx", {}).get("error"), "at", ())
        where = _origin(path, layer)
        key = dotted(path) or "the whole"
        match found["type"]:
            case "extra_forbidden":
                hint = did_you_mean(str(path[-1]), shape.known_keys(root, path[:-1]))
                yield f"{key}{where} is unknown.{hint}"
            case "missing":
                yield f"{key}{where} is missing; nothing can stand in for it."
            case _:
                yield f"{key}{where}: {found['msg'].removeprefix('Value error, ')}"


def _origin(path: KeyPath, layer: Layer) -> str:
    """Where `path` was written, when that is one place."""
    origins = {leaf.origin for written, leaf in layer.items() if written[: len(path)] == path}
    return f" ({origins.pop()})" if len(origins) == 1 else ""
