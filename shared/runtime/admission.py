"""Whether a partner has access: asked at each request and each round of upkeep, so that a suspension holds at once."""

from collections.abc import Callable
from datetime import datetime

import asyncpg
from pydantic import TypeAdapter

from shared.partnership import Partner, not_admitted
from shared.security import Actor, Authenticator, CredentialsRefused

_HELD = """
select array_agg('partner.' || id) from partner where state = 'suspended' or state = 'active' and since >= $1
"""
_READ = "select row_to_json(p)::text from partner p where id = $1"
_PARTNER = TypeAdapter(Partner)


async def held(conn: asyncpg.Connection, before: datetime) -> list[str]:
    """Sources whose parked messages wait: of partners who are suspended, or were let in again since `before`.

    Their time does not count: what they wrote meanwhile is taken up when they are let in again.
    """
    return await conn.fetchval(_HELD, before) or []


class PartnersAdmitted:
    """An authenticator that lets partners in by their standing in this service's database, others by `inner` alone."""

    def __init__(self, inner: Authenticator, pool: asyncpg.Pool, now: Callable[[], datetime]) -> None:
        self._inner = inner
        self._pool = pool
        self._now = now

    async def authenticate(self, token: str) -> Actor:
        """See Authenticator. Raises the Refusal of a partner that is suspended or removed."""
        actor = await self._inner.authenticate(token)
        if actor.partner is None:
            return actor
        row = await self._pool.fetchval(_READ, actor.partner)
        partner = _PARTNER.validate_json(row) if row else None
        if why := not_admitted(partner):
            raise why
        if not (partner.accepts(actor.generation, self._now()) if partner else actor.generation == 0):
            raise CredentialsRefused("The token was replaced by a newer one; ask the municipality for that.")
        return actor
