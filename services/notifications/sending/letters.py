"""From what is due to what is sent: the person's fields are asked of intake now, and only the allowed ones are used."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

import structlog

from services.notifications.domain.delivery import Try, try_id
from services.notifications.domain.disclosure import Disclosure
from services.notifications.domain.links import Link, link_id
from services.notifications.domain.message import Due, disclosed, message_id, render
from shared.contracts.message import EdgeMessage
from shared.runtime.desk import Desk
from shared.security import Purpose
from shared.stream.errors import Transient

_log = structlog.get_logger("notices")
_PATIENCE = 2.0
"""Seconds an urgent notice waits for the person's name."""

People = Mapping[UUID, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way, with the try that carries it."""

    due: Due
    id: UUID
    message: EdgeMessage
    begun: Try
    disclosure: Disclosure | None
    token: str | None = None
    """Opens the page of this notice; only its digest is kept."""

    def link(self, days: int) -> Link | None:
        """What is kept of the link that it brings, if it does; `days` is how long that works."""
        due, until = self.due, self.link_until(days)
        return Link(link_id(self.token), due.notice, due.agency, until) if self.token else None

    def link_until(self, days: int) -> datetime:
        """When its link ends: so long after the term, or after it was sent where that was later."""
        return max(self.due.acknowledge_by, self.begun.begun_at) + timedelta(days=days)


async def people(desk: Desk, dues: Sequence[Due]) -> People | None:
    """What intake knows of everybody these notices name, in one call; None when it does not answer."""
    ids = sorted({due.subject for due in dues if due.names_somebody})
    if not ids:
        return {}
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await desk.peers.people(ids, purpose=Purpose.NOTICE)
    except (Transient, TimeoutError):
        return None
    return {UUID(person["id"]): person for person in found}


def letter(due: Due, known: People, at: datetime) -> Letter | None:
    """The message for one delivery; None when it cannot be written, which a later try may mend."""
    message = _written(due, known.get(due.subject)) or _written(due, None)
    if message is None:
        return None
    id = try_id(due.notice, due.attempt)
    begun = Try(id, due.notice, due.attempt, due.channel, due.message, at)
    fields = disclosed(message)
    told = Disclosure(
        id=id, notice=due.notice, agency=due.agency, subject=due.subject, fields=fields, purpose=due.purpose,
        rule=due.rule, legal_basis=due.legal_basis, article=due.article, channel=due.channel, at=at,
    ) if fields else None  # fmt: skip
    token = token_urlsafe(32) if due.asks_by_link else None
    return Letter(due, message_id(due, message), message, begun, told, token)


def _written(due: Due, person: Mapping[str, Any] | None) -> EdgeMessage | None:
    try:
        return render(due, person)
    except ValueError:
        _log.error("notice_cannot_be_written", notice=due.notice, with_person=person is not None)
        return None
