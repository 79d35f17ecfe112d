"""What cases decides by rule. The rules themselves are configuration."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from shared.contracts.codes import AgeBand, NeedCode


class Rules(Protocol):
    """The municipality's configuration, in the domain's terms."""

    def unit_for(self, needs: Collection[NeedCode], age: AgeBand) -> UUID:
        """The unit that a case with these needs and this age belongs to."""
