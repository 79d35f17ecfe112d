"""The classifier of administrative territories (ATVK): codes, the municipalities they name, what became of them."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import model_validator

from shared.contracts.fields import AtvkCode
from shared.settings.section import Dated, Label, Section

_SINCE_2021 = "00"
_MUNICIPALITY = 4
"""Codes of 2021 begin with 00; their first four digits name the municipality, the others a parish or town in it."""


class Territory(Dated):
    """A municipality under one code. One that was merged away, or got another code, says into which."""

    code: AtvkCode
    name: Label
    merged_into: AtvkCode | None = None

    @model_validator(mode="after")
    def _ends_before_it_is_merged(self) -> Self:
        if self.merged_into and self.valid_until is None:
            raise ValueError(f"territory {self.code} was merged into {self.merged_into}; say until when it was one")
        return self


class Territories(Section):
    """The whole classifier: `[[territory]]` after `[[territory]]`."""

    territory: tuple[Territory, ...] = ()

    def on(self, code: str, day: date) -> Territory | None:
        """The municipality that a code leads to on that day: itself, or what it was merged into. None when unknown."""
        found = self.named(code)
        while found and found.merged_into and not (found.valid_until and day <= found.valid_until):
            found = self.named(found.merged_into)
        return found

    def holding_on(self, day: date) -> tuple[Territory, ...]:
        """All municipalities of that day."""
        return tuple(one for one in self.territory if one.holds_on(day))

    def named(self, code: str) -> Territory | None:
        """The municipality that a code names, whatever became of it: that of a parish or town is the one it lies in."""
        if code in self._known or not code.startswith(_SINCE_2021):
            return self._known.get(code)
        within = [one for one in self.territory if one.code[:_MUNICIPALITY] == code[:_MUNICIPALITY]]
        return within[0] if within else None

    @cached_property
    def _known(self) -> Mapping[str, Territory]:
        # Every report asks for the way of every code.
        return {one.code: one for one in self.territory}

    @model_validator(mode="after")
    def _lead_somewhere(self) -> Self:
        codes = [one.code for one in self.territory]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"territory {twice[0]} is written twice; a code that changes is a row of its own")
        starts = {one.code: one.valid_from for one in self.territory}
        for one in self.territory:
            if one.merged_into and starts.get(one.merged_into, date.min) <= one.valid_from:
                raise ValueError(f"territory {one.code} was merged into {one.merged_into}, which is no later territory")
        return self
