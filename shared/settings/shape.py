"""What may stand under a key, read from the models: the one source for "unknown key", lists, secrets and paths."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import SecretStr

from shared.settings.leaves import KeyPath
from shared.settings.section import Section

FILE = "_file"


def plain(annotation: Any) -> Any:
    """The type itself, without `Annotated[…]` and `| None`."""
    if get_origin(annotation) is Annotated:
        return plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        (only,) = (arg for arg in get_args(annotation) if arg is not type(None))
        return plain(only)
    return annotation


def is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def is_table(annotation: Any) -> bool:
    """Whether the keys under it are chosen by whoever writes the file: `[partners.<code>]`."""
    return get_origin(annotation) is Mapping


def is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (tuple, frozenset)


# Asked some ten thousand times for the few thousand keys of one file, at every start.
@lru_cache(maxsize=8192)
def at(root: Any, path: KeyPath) -> Any | None:
    """The plain type under `path`, or None where the settings know no such key."""
    here = plain(root)
    for key in path:
        if is_section(here) and key in here.model_fields:
            here = plain(here.model_fields[key].annotation)
        elif is_table(here):
            here = plain(get_args(here)[1])
        elif is_list(here) and isinstance(key, int):
            here = plain(get_args(here)[0])
        else:
            return None
    return here


def known_keys(root: Any, path: KeyPath) -> tuple[str, ...]:
    """The keys that may be written under `path`, those of secret files included."""
    here = at(root, path)
    if not is_section(here):
        return ()
    secrets = [name + FILE for name in here.model_fields if at(here, (name,)) is SecretStr]
    return (*here.model_fields, *secrets)


def secret_of(root: Any, path: KeyPath) -> KeyPath | None:
    """The path of the secret whose file `path` names (`…, "password_file"` → `…, "password"`), if it does."""
    last = path[-1]
    if isinstance(last, str) and last.endswith(FILE) and at(root, path) is None:
        secret = (*path[:-1], last.removesuffix(FILE))
        if at(root, secret) is SecretStr:
            return secret
    return None


def scalars(root: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every single value or list of values below `path`; tables with free keys and lists of tables are left out."""
    here = at(root, path)
    if is_section(here):
        for name in known_keys(root, path):
            yield from scalars(root, (*path, name))
    elif not is_table(here) and not (is_list(here) and is_section(plain(get_args(here)[0]))):
        yield path
