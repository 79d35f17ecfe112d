"""The index by which people are found who may be one: each key leads to those who share it, kept as people are entered.

So whom to compare somebody with is read by key, together with all else that a decision needs, and never searched for.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from services.intake.domain.people.person import Person
from services.intake.domain.rules import Rules
from shared.decision import Ref
from shared.matching import Description, blocks

MOST = 50
"""A key that so many share tells nobody apart, and comparing with them all would cost more than it finds."""


@dataclass(frozen=True, slots=True)
class Block:
    """Who shares a key. `id` is a keyed digest of it: names and dates cannot be read from the index."""

    id: str
    people: tuple[UUID, ...] = ()

    @property
    def is_common(self) -> bool:
        """Whether it is too common to be used. It stays so, and grows no more."""
        return len(self.people) >= MOST

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        return () if self.is_common else tuple((Person, person) for person in self.people)

    def takes(self, person: UUID) -> bool:
        """Whether the person is yet to be entered here."""
        return not self.is_common and person not in self.people

    def entered(self, person: UUID) -> "Block":
        """The block with the person, if it takes them."""
        return replace(self, people=(*self.people, person)) if self.takes(person) else self


def block_ids(who: Description, rules: Rules) -> list[str]:
    """The ids of the blocks that a description belongs to."""
    return [rules.fingerprint(f"block:{key}") for key in blocks(who)]
