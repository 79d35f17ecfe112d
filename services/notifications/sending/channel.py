"""What a channel is: one way to an agency, behind one port."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.letters import Letter
from shared.contracts.codes import NoticeChannel


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one letter; `status` is HTTP's or SMTP's, `retry_after` what the receiver asked for."""

    outcome: TryOutcome
    status: int | None = None
    retry_after: timedelta | None = None


class Channel(Protocol):
    """One way. `agency` is set when it leads to one agency only, so that one who hangs holds up nobody else."""

    name: NoticeChannel
    agency: str | None
    limit: int
    """How many letters it takes at once."""

    async def send(self, letters: Sequence[Letter]) -> list[Result]:
        """Try to bring each letter once, within a time limit of its own; results in the same order. Raises nothing."""

    async def close(self) -> None: ...
