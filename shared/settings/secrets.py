"""Secrets come from files: named by `…_file`, or found by name in `secrets.folder`. Here they turn into values."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from shared.settings import shape
from shared.settings.errors import SettingsError
from shared.settings.leaves import Layer, Leaf, dotted


def with_secrets(root: Any, layer: Layer) -> Layer:
    """`layer` with every `…_file` replaced by the secret in that file.

    Raises SettingsError when a file cannot be read, or when the layer gives the secret itself as well.
    """
    filled: Layer = {}
    for path, leaf in layer.items():
        secret = shape.secret_of(root, path)
        if secret is None:
            filled[path] = leaf
        elif secret in layer:
            raise SettingsError(
                leaf.origin,
                [f"{dotted(path)} and {dotted(secret)} are both given; keep one"],
            )
        else:
            filled[secret] = _read(Path(leaf.value), leaf.origin)
    return filled


def from_folder(root: Any, folder: Path | None, known: Layer) -> Layer:
    """What `folder` holds, by name: `database__password`, `partners__krizes-centrs__webhook_secret`.

    Other files in it are left alone; it may be shared.
    """
    if folder is None:
        return {}
    tables = {path[:size] for path in known for size in range(len(path))} | {(name,) for name in root.model_fields}
    layer: Layer = {}
    for table in tables:
        for name in shape.known_keys(root, table):
            path = (*table, name)
            file = folder / "__".join(str(key) for key in path)
            if shape.at(root, path) is SecretStr and file.is_file():
                layer[path] = _read(file, "secrets.folder")
    return layer


def _read(file: Path, named_by: str) -> Leaf:
    try:
        return Leaf(file.read_text("utf-8").strip(), f"secret file {file}, named by {named_by}")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise SettingsError(named_by, [f"the secret file {file} cannot be read: {reason}"]) from error
