"""Every figure with its definition, as `figures.toml` words it: served with the numbers and shown beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """`dimensions` name what its rows are counted by, `measures` map what is counted to its unit."""

    name: str
    title: Mapping[str, str]
    formula: Mapping[str, str]
    measures: Mapping[str, str]
    facts: tuple[str, ...]
    """The types of the facts it is worked out from."""
    dimensions: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.dimensions, *self.measures)


def _read() -> Mapping[str, Figure]:
    written = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))["figure"]
    figures = (
        Figure(
            name=one["name"], title=one["title"], formula=one["formula"], measures=one["measures"],
            facts=tuple(f"lv.tilts.{fact}.v1" for fact in one["facts"]), dimensions=tuple(one.get("dimensions", ())),
        )
        for one in written
    )  # fmt: skip
    return {figure.name: figure for figure in figures}


FIGURES: Mapping[str, Figure] = _read()
"""By name, in the order in which they are shown."""
