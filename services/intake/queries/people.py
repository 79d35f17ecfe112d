"""Reading of people for the API. Nothing here writes or locks."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import asyncpg

from shared.contracts.people import PersonsLinked, PersonsUnlinked

_PERSON = "id, given_name, family_name, personal_code, birth_date, address, phone, description"
# Entries that are linked mean one person: `root` is the entry asked for, `id` any that means the same, itself included.
_SAME = """
    with recursive same(root, id) as (
        select id, id from unnest($1::uuid[]) id
        union
        select s.root, case when m.one = s.id then m.other else m.one end
        from same s join person_match m on (m.one = s.id or m.other = s.id) and m.state = 'linked'
    )
"""
# By key, for each: a join would be planned as if the walk above found thousands.
_DECIDED = "(select p.safe_contact from person p where p.id = s.id)"
# Each criterion by the parameter that it takes. All lead to an index.
_CRITERIA: Mapping[str, str] = {
    "names": "array_to_tsvector(string_to_array(folded, ' ')) @@ ${n}::text::tsquery",
    "code": "id in (select unnest(array_prepend(person, others)) from person_key where id = ${n})",
    "phone": "phone_number = ${n}",
    "birth_date": "birth_date = ${n}",
    "referral": "id in (select unnest(subjects) from referral where number = ${n})",
}
_MOST_REFERRALS = 20


async def people(conn: asyncpg.Connection, ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Those of these people that are known."""
    return await conn.fetch(f"select {_PERSON} from person where id = any($1) order by id", ids)


async def person(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """All that is known of one person, but for what other tables say."""
    return await conn.fetchrow(f"select {_PERSON}, met, folded, phone_number, version from person where id = $1", id)


async def search(
    conn: asyncpg.Connection, criteria: Mapping[str, str | date], after: UUID | None, limit: int
) -> list[asyncpg.Record]:
    """The people who fit all of the criteria (names, code, phone, birth_date, referral), of which one is given."""
    fits = " and ".join(_CRITERIA[name].format(n=n) for n, name in enumerate(criteria, 3))
    return await conn.fetch(
        # Apart, so that the order of the page never makes the planner walk through everybody.
        f"""
        with found as materialized (
            select id, given_name, family_name, birth_date, description from person where {fits}
        )
        select * from found where $1::uuid is null or id > $1 order by id limit $2
        """,
        after, limit, *criteria.values(),
    )  # fmt: skip


async def contact(conn: asyncpg.Connection, ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """What workers decided about reaching each of these people, under whichever entry that means them."""
    return await conn.fetch(
        f"""
        {_SAME},
        decided as (select root, id, {_DECIDED} as safe_contact from same s)
        select root, id as person, safe_contact::text from decided
        where safe_contact is not null order by root, id <> root, id
        """,
        ids,
    )


async def reminders(conn: asyncpg.Connection, ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """How each of these people wishes to be reminded, as was noted last under any entry that means them."""
    return await conn.fetch(
        f"""
        {_SAME}
        select distinct on (s.root) s.root, p.id as person, p.reminders::text as choice
        from same s join person p using (id) where p.reminders is not null
        order by s.root, (p.reminders->>'decided_at')::timestamptz desc nulls last, p.id
        """,
        ids,
    )


async def in_need(conn: asyncpg.Connection, ids: Sequence[UUID], needs: Sequence[str]) -> list[asyncpg.Record]:
    """Which of these people a referral with one of `needs` is about, that came since a worker last decided."""
    return await conn.fetch(
        f"""
        {_SAME},
        decided as (
            select root, max(({_DECIDED}->>'decided_at')::timestamptz) as at from same s group by root
        )
        select s.root, s.id as person from same s join decided d using (root) cross join lateral (
            select from referral r
            where r.subjects @> array[s.id] and r.needs && $2 and (d.at is null or r.received_at > d.at) limit 1
        ) r order by s.root, s.id
        """,
        ids, needs,
    )  # fmt: skip


async def codes(conn: asyncpg.Connection, person: UUID) -> list[asyncpg.Record]:
    """The personal codes somebody has had, in the order in which we learnt of them."""
    return await conn.fetch(
        "select code, known_from, by from person_code where person = $1 order by known_from nulls first, code", person
    )


async def households(conn: asyncpg.Connection, person: UUID) -> list[str]:
    """The households somebody belongs to, each as JSON."""
    rows = await conn.fetch(
        """
        select row_to_json(h)::text as household from household h
        where members @> jsonb_build_array(jsonb_build_object('person', $1::uuid)) order by id
        """,
        person,
    )
    return [row["household"] for row in rows]


async def household(conn: asyncpg.Connection, id: UUID) -> str | None:
    """One household as JSON."""
    return await conn.fetchval("select row_to_json(h)::text from household h where id = $1", id)


async def relationships(conn: asyncpg.Connection, person: UUID) -> list[asyncpg.Record]:
    """What others are to somebody and they to others, what is over included."""
    return await conn.fetch(
        """
        select id, person, other, kind, since, until, version from relationship
        where person = $1 or other = $1 order by since, id
        """,
        person,
    )


async def pairs(conn: asyncpg.Connection, people: Sequence[UUID], states: Sequence[str]) -> list[asyncpg.Record]:
    """The pairs that one of these people is in, the best first. Each is told once for every one of them it is about."""
    return await conn.fetch(
        """
        select p as subject, m.id, case when m.one = p then m.other else m.one end as other, m.score,
            m.fields::text as fields, m.state, m.rule, m.by, m.reason, m.version
        from unnest($1::uuid[]) p join person_match m on (m.one = p or m.other = p) and m.state = any($2)
        order by p, m.score desc, m.id
        """,
        people, states,
    )  # fmt: skip


async def referrals(conn: asyncpg.Connection, people: Sequence[UUID]) -> list[asyncpg.Record]:
    """The latest referrals about each of these people, or about entries that mean the same person."""
    return await conn.fetch(
        f"""
        {_SAME}
        select s.root as subject, s.id as person, r.id, r.number, r.state, r.kind, r.received_at
        from same s cross join lateral (
            select id, number, state, kind, received_at from referral
            where subjects @> array[s.id] order by received_at desc, id limit {_MOST_REFERRALS}
        ) r order by s.root, r.received_at desc, r.id
        """,
        people,
    )


async def not_indexed(conn: asyncpg.Connection, limit: int) -> list[asyncpg.Record]:
    """People who were entered by a build without an index."""
    return await conn.fetch(f"select {_PERSON} from person where folded is null order by id limit $1", limit)


async def links_out_of_step(conn: asyncpg.Connection) -> list[UUID]:
    """Pairs that are linked where the log does not say so last, or the other way round: always none."""
    rows = await conn.fetch(
        """
        with told as (
            select distinct on (one, other) (data->>'person')::uuid as one, (data->>'other')::uuid as other,
                type = $1 as linked
            from event_log where type = any($2) order by one, other, position desc
        ),
        kept as (
            select id, one, other, state = 'linked' as linked from person_match where state in ('linked', 'unlinked')
        )
        select coalesce(m.id, t.one) as id from kept m full join told t on (t.one, t.other) = (m.one, m.other)
        where m.linked is distinct from t.linked order by 1
        """,
        PersonsLinked.type, [PersonsLinked.type, PersonsUnlinked.type],
    )  # fmt: skip
    return [row["id"] for row in rows]
