"""The services there are: the one list that serving, migrating, operating and verifying go by.

A service is imported when it is looked up: many commands need only the names, and are there in half the time.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from shared.settings import SERVICES

if TYPE_CHECKING:
    from shared.runtime.definition import Definition


class _Definitions(Mapping[str, "Definition"]):
    def __getitem__(self, name: str) -> "Definition":
        if name not in SERVICES:
            raise KeyError(name)
        return import_module(f"services.{name}.app").DEFINITION

    def __iter__(self) -> Iterator[str]:
        return iter(SERVICES)

    def __len__(self) -> int:
        return len(SERVICES)


DEFINITIONS: Mapping[str, "Definition"] = _Definitions()


def chosen(names: Sequence[str]) -> list["Definition"]:
    """The services of these names; all of them when none is given. Raises LookupError for a name that is none."""
    unknown = [name for name in names if name not in SERVICES]
    if unknown:
        raise LookupError(f"{unknown[0]} is no service; there are {', '.join(SERVICES)}")
    return [DEFINITIONS[name] for name in names or SERVICES]
