"""The modules of code lists: whatever of the contracts is named `codes` or ends in `_codes`."""

from importlib import import_module
from pkgutil import iter_modules

from shared import contracts

MODULES = tuple(
    import_module(f"{contracts.__name__}.{found.name}")
    for found in iter_modules(contracts.__path__)
    if found.name.endswith("codes")
)
