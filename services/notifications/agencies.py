"""How each agency can be reached, for whoever operates: queues, circuits, how long it takes. Nothing here writes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.notifications import queries
from services.notifications.domain.endpoint import Circuit, Endpoint, endpoint_behind, own_endpoint
from services.notifications.domain.operating import Replayed
from shared.contracts.codes import NoticeChannel
from shared.contracts.standing_codes import PartnerState
from shared.settings import Settings

_DAY = timedelta(days=1)
_PHONE = NoticeChannel.PHONE_TASK
_ENDPOINTS = TypeAdapter(list[Endpoint])


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of one agency: what waits, whether tries go through, and how the last day went."""

    own: Endpoint
    behind: Endpoint
    """What its tries tell of: the same, or the server that all agencies share."""
    queue: int = 0
    urgent: int = 0
    oldest: datetime | None = None
    first_due: datetime | None = None
    """When the first of those that wait may be tried, by its own pauses."""
    delivered: int = 0
    p50: float | None = None
    """Seconds from the issue of a notice until the channel took it."""
    p90: float | None = None

    @property
    def next_try(self) -> datetime | None:
        """None when nothing waits, or a person must put it on again."""
        if not self.queue or self.own.paused_since or self.own.disabled_since:
            return None
        return max(filter(None, (self.behind.until, self.first_due, self.oldest)))

    def waits(self, now: datetime) -> int | None:
        """Seconds that the first of those that wait has waited at `now`, an instant of the machine."""
        return self.oldest and max(int((now - self.oldest).total_seconds()), 0)

    @property
    def is_left_alone(self) -> bool:
        """Whether nothing but a probe may go there."""
        return bool(self.behind.circuit is not Circuit.CLOSED or self.own.paused_since or self.own.disabled_since)


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency that is told of cases."""

    code: str
    state: PartnerState
    unanswered: int = 0
    overdue: int = 0
    channels: dict[NoticeChannel, Channel] = field(default_factory=dict)


async def agencies(conn: asyncpg.Connection, settings: Settings, now: datetime) -> dict[str, Agency]:
    """By code: those that the configuration names, and those for which something waits all the same.

    `now` is the deployment's: how long deliveries took is said of notices of the day before.
    """
    endpoints = {one.id: one for one in _ENDPOINTS.validate_json(await conn.fetchval(_KNOWN))}
    queues = {(row["agency"], row["channel"]): row for row in await conn.fetch(_QUEUES)}
    days = {(row["agency"], row["channel"]): row for row in await conn.fetch(_TIMES, now - _DAY)}
    silent = {row["agency"]: row for row in await queries.silent(conn)}
    states = {row["id"]: PartnerState(row["state"]) for row in await conn.fetch("select id, state from partner")}
    ways = {(code, NoticeChannel(channel)) for code, channel in {*_configured(settings), *queues}}
    found: dict[str, Agency] = {}
    for code, name in sorted(ways):
        agency = found.setdefault(code, _agency(code, states, silent))
        own, behind = (endpoints.get(one.id, one) for one in (own_endpoint(code, name), endpoint_behind(code, name)))
        told = {**(queues.get((code, name)) or {}), **(days.get((code, name)) or {})}
        agency.channels[name] = Channel(own, behind, **{k: told[k] for k in told if k not in ("agency", "channel")})
    return found


async def waiting(conn: asyncpg.Connection, agency: str, channel: NoticeChannel) -> list[UUID]:
    """The notices that wait for a channel, the urgent ones first."""
    rows = await conn.fetch(
        "select id from delivery where open and agency = $1 and channel = $2 order by urgent desc, seq", agency, channel
    )
    return [row["id"] for row in rows]


async def sent(conn: asyncpg.Connection, agency: str, which: Replayed) -> list[UUID]:
    """The agency's notices of which something is still asked, that were tried and are not under way, oldest first."""
    rows = await conn.fetch(
        """
        select n.id from notice n join delivery d using (id)
        where n.agency = $1 and n.state in ('issued', 'delivered', 'acknowledged') and not d.open and d.attempt > 0
          and ($2::timestamptz is null or n.issued_at >= $2) and ($3::timestamptz is null or n.issued_at < $3)
          and (not $4 or n.state <> 'acknowledged')
        order by n.issued_at, n.id
        """,
        agency, which.since, which.until, which.unanswered,
    )  # fmt: skip
    return [row["id"] for row in rows]


def _configured(settings: Settings) -> list[tuple[str, NoticeChannel]]:
    partners = settings.partners.items()
    return [(code, one) for code, partner in partners for one in partner.notice_channels if one is not _PHONE]


def _agency(code: str, states: dict, silent: dict) -> Agency:
    counted = silent.get(code, {"open": 0, "overdue": 0})
    return Agency(code, states.get(code, PartnerState.ACTIVE), counted["open"], counted["overdue"])


_KNOWN = "select coalesce(json_agg(e)::text, '[]') from endpoint e"
_QUEUES = """
    select agency, channel, count(*) as queue, count(*) filter (where urgent) as urgent, min(since) as oldest,
           min(coalesce(not_before, since)) as first_due
    from delivery where open group by agency, channel
"""
_TIMES = """
    select agency, channel, count(*) as delivered, percentile_disc(0.5) within group (order by seconds) as p50,
           percentile_disc(0.9) within group (order by seconds) as p90
    from (
        select agency, channel, round(extract(epoch from delivered_at - issued_at), 3)::float8 as seconds
        from notice where issued_at >= $1 and delivered_at is not null
    ) delivered group by agency, channel
"""
