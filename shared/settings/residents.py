"""What residents may bring without being a partner: kinds, limits, and the words in which they are answered."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.contracts.codes import ReferralKind
from shared.contracts.referral_codes import InformationCode
from shared.settings.section import Label, Section

PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ]{3,20}$")]


class Phone(Section):
    """A number to call, and for what."""

    number: PhoneNumber
    what: Label
    hours: Label | None = None


class Contact(Section):
    """How people reach the social service."""

    phones: tuple[Phone, ...] = ()
    emergency: PhoneNumber = "112"
    """For whoever is in danger now."""

    @property
    def call(self) -> str:
        """The number for whatever else does not work."""
        return self.phones[0].number if self.phones else self.emergency


class Limit(Section):
    """How often somebody may come by one door: a bucket of `at_once`, refilled evenly with `per_day` in a day."""

    at_once: int = Field(ge=1, le=1_000)
    per_day: int = Field(ge=1, le=100_000)


class Limits(Section):
    web: Limit
    """New concerns."""
    follow_up: Limit
    """Questions how one stands, and what is said of it later."""


class Words(Section):
    """Where a concern stands, in words that reveal nothing of a case or of anybody."""

    received: Label
    being_looked_at: Label
    needs_something: Label
    dealt_with: Label
    not_told: Label
    """For kinds of which nothing is told: always the same."""


class Residents(Section):
    """What is taken over the web from whoever lives here, with an account or without."""

    kinds: tuple[ReferralKind, ...] = Field(min_length=1)
    told: tuple[ReferralKind, ...] = ()
    """Of which it is told how they stand. What is about somebody else had better not be among them."""
    withdrawable: tuple[ReferralKind, ...] = ()
    """Which may be taken back by whoever has the code."""
    max_bytes: int = Field(65_536, ge=1_024, le=1_048_576)
    limits: Limits
    thanks: Label
    next: Label
    """What happens now."""
    words: Words
    asked: Mapping[InformationCode, Label]
    """What is missing, in words."""
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if strange := (set(self.told) | set(self.withdrawable)) - set(self.kinds):
            raise ValueError(f"{min(strange)} is told or withdrawn, but is none of the kinds that are taken; add it")
        if missing := set(InformationCode) - set(self.asked):
            raise ValueError(f"asked has no words for {min(missing)}; add them")
        return self
