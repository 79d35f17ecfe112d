"""What codes are called in Latvian and English, for whoever draws a UI: one TOML file for each room."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel


class Label(BaseModel):
    """A name in two languages."""

    lv: str
    en: str


@cache
def labels() -> Mapping[str, Mapping[str, Label]]:
    """By the name of the code list, then by code. `Fact` names the kinds of facts.

    Raises ValueError when two files name the same list.
    """
    found: dict[str, dict[str, Label]] = {}
    for file in sorted(Path(__file__).parent.glob("*.toml")):
        for name, codes in tomllib.loads(file.read_text(encoding="utf-8")).items():
            known = found.setdefault(name, {})
            if name != "Fact" and known:
                raise ValueError(f"{file.name}: {name} has its labels in another file already")
            known |= {code: Label(**label) for code, label in codes.items()}
    return found
