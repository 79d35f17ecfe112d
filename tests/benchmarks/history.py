"""Years of facts in a minute: written into the logs by SQL.

Each referral has three facts in intake's log and a case with one in that of cases.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from shared.contracts.cases import CaseOpened
from shared.contracts.codes import AgeBand, Channel, NeedCode, Priority, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralReceived, ReferralTriaged

AT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
_REFERRAL, _CASE, _NUMBER = UUID(int=1), UUID(int=2), "DOB-2026-000000"
"""Stand in the facts for what differs from one referral to the next."""
_TOLD = {
    "referral": _REFERRAL, "number": _NUMBER, "partner": "valsts-policija", "age_band": AgeBand.AGE_7_13,
    "kind": ReferralKind.POLICE_FAMILY_VIOLENCE, "needs": (NeedCode.VIOLENCE_IN_FAMILY,), "subjects": (UUID(int=3),),
}  # fmt: skip
FACTS: dict[str, Sequence[Fact]] = {
    "intake": (
        ReferralReceived(**_TOLD, channel=Channel.KAFKA, received_at=AT),
        ReferralTriaged(referral=_REFERRAL, priority=Priority.URGENT, rule="police-family-violence", due_at=AT),
        ReferralAccepted(**_TOLD, priority=Priority.URGENT, due_at=AT),
    ),
    "cases": (
        CaseOpened(
            case=_CASE, referrals=(_REFERRAL,), subjects=_TOLD["subjects"], kind=_TOLD["kind"], needs=_TOLD["needs"],
            priority=Priority.URGENT, age_band=_TOLD["age_band"], unit=UUID(int=4), opened_at=AT, due_at=AT,
        ),
    ),
}  # fmt: skip
PER_REFERRAL = sum(map(len, FACTS.values()))

_ID = "md5('{source}' || n)::uuid"
_PLACED = """
    select n, k, key, type, template, partition, row_number() over (partition by partition order by n, k) as position
    from generate_series(1, $1::int) n
    cross join unnest($2::text[], $3::text[]) with ordinality as fact(type, template, k)
    cross join lateral (select {id} as key) named
    cross join lateral (select (crc32(convert_to(key::text, 'UTF8')) % $4::int)::int as partition) hashed
"""


async def write_log(conn: asyncpg.Connection, source: str, referrals: int, partitions: int) -> None:
    """Fill the empty log of `source`. `conn` is a superuser's."""
    # Foreign keys are checked row by row, which here would only take time.
    await conn.execute("set session_replication_role = replica")
    await conn.execute(
        f"""
        insert into event_log (partition, position, epoch, id, type, key, time, data, correlation)
        select partition, position, 1, md5(key::text || k)::uuid, type, key, $5, replace(replace(replace(template,
            '{_REFERRAL}', md5('intake' || n)::text::uuid::text), '{_CASE}', key::text),
            '{_NUMBER}', 'DOB-2026-' || lpad(n::text, 6, '0'))::json, key
        from ({_PLACED.format(id=_ID.format(source=source))}) placed
        """,
        *_arguments(source, referrals, partitions),
        AT,
    )
    await conn.execute(
        """
        update event_log_head h set position = last
        from (select partition, max(position) as last from event_log group by partition) l
        where h.partition = l.partition
        """
    )


def _arguments(source: str, referrals: int, partitions: int) -> tuple[int, list[str], list[str], int]:
    facts = FACTS[source]
    return referrals, [fact.type for fact in facts], [fact.encode().decode() for fact in facts], partitions
