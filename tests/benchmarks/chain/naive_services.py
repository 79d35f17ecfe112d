"""What the naive services do about each message, in plain SQL: the work of ours, without what makes it safe."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg

from shared.contracts.cases import CaseOpened
from shared.contracts.codes import (
    AgeBand,
    Channel,
    FieldSet,
    LegalBasis,
    NoticeChannel,
    NoticeContent,
    Priority,
    ReferralDecision,
)
from shared.contracts.contract import Contract
from shared.contracts.intake import ReferralAccepted, ReferralReceived, ReferralTriaged
from shared.contracts.notifications import NoticeDelivered, NoticeIssued
from shared.contracts.partner import NoticeSent, ReferralDecided, ReferralRegistered, ReferralSubmitted
from shared.contracts.partner.notices import NoticeSubject

UNIT, RULE, AGENCY = UUID(int=1), "orphans-court-violence-child", "barintiesa"
Take = Callable[[asyncpg.Connection, Contract], Awaitable[list[tuple[str, Contract]]]]
"""Acts on one message in a transaction; returns what to publish after it, each with its topic."""


async def register(conn: asyncpg.Connection, said: ReferralSubmitted) -> list[tuple[str, Contract]]:
    """intake: the person, the referral, its words, a number; three facts and two receipts."""
    id, subject, now = uuid4(), said.subject, datetime.now(UTC)
    seen = "insert into seen values ($1) on conflict do nothing returning 1"
    if not await conn.fetchval(seen, said.reference):
        return []
    last = await conn.fetchval("update series set last = last + 1 returning last")
    number = f"DOB-2026-{last:06d}"
    person = await conn.fetchval("select id from person where code = $1", subject.personal_code)
    if person is None:
        person = uuid4()
        who = (subject.personal_code, subject.given_name, subject.family_name, subject.birth_date, subject.address)
        await conn.execute("insert into person values ($1, $2, $3, $4, $5, $6)", person, *who)
    row = (id, number, said.reference, said.kind, said.needs, person, "accepted", now)
    await conn.execute("insert into referral values ($1, $2, $3, $4, $5, $6, $7, $8)", *row)
    await conn.execute("insert into letter values ($1, $2)", id, said.narrative)
    told = {
        "referral": id, "number": number, "partner": "police", "kind": said.kind, "needs": said.needs,
        "subjects": (person,), "age_band": AgeBand.AGE_7_13,
    }  # fmt: skip
    return [
        ("intake", ReferralReceived(**told, channel=Channel.KAFKA, received_at=now)),
        ("intake", ReferralTriaged(referral=id, priority=Priority.URGENT, rule="ordinary", due_at=now)),
        ("intake", ReferralAccepted(**told, priority=Priority.URGENT, due_at=now)),
        ("receipts", ReferralRegistered(message=str(id), reference=said.reference, number=number, received_at=now)),
        ("receipts", ReferralDecided(reference=said.reference, number=number, decision=ReferralDecision.ACCEPTED)),
    ]


async def take_up(conn: asyncpg.Connection, fact: Contract) -> list[tuple[str, Contract]]:
    """intake: the referral has a case."""
    if isinstance(fact, CaseOpened):
        await conn.execute("update referral set state = 'in_progress' where id = any($1)", fact.referrals)
    return []


async def open_case(conn: asyncpg.Connection, fact: Contract) -> list[tuple[str, Contract]]:
    """cases: an accepted referral opens a case."""
    if not isinstance(fact, ReferralAccepted):
        return []
    id, now = uuid4(), datetime.now(UTC)
    await conn.execute("insert into social_case values ($1, $2, $3, $4)", id, fact.referral, fact.subjects[0], now)
    opened = CaseOpened(
        case=id, referrals=(fact.referral,), subjects=fact.subjects, kind=fact.kind, priority=fact.priority,
        needs=fact.needs, age_band=fact.age_band, unit=UNIT, opened_at=now, due_at=fact.due_at,
    )  # fmt: skip
    return [("cases", opened)]


async def notify(conn: asyncpg.Connection, fact: Contract) -> list[tuple[str, Contract]]:
    """notifications: remember the number; tell the agency of a case, with the person read from the table."""
    if isinstance(fact, ReferralAccepted):
        await conn.execute("insert into matter values ($1, $2) on conflict do nothing", fact.referral, fact.number)
    if not isinstance(fact, CaseOpened):
        return []
    id, now = uuid4(), datetime.now(UTC)
    number = await conn.fetchval("select number from matter where id = $1", fact.referrals[0])
    person = await conn.fetchrow("select * from person where id = $1", fact.subjects[0])
    await conn.execute("insert into notice values ($1, $2, $3, $4)", id, fact.case, AGENCY, now)
    about = {"case": fact.case, "notice": id, "agency": AGENCY}
    basis = {"rule": RULE, "legal_basis": LegalBasis.LEGAL_DUTY, "field_set": FieldSet.IDENTITY_AND_CONTACT}
    subject = NoticeSubject(given_name=person["given_name"], family_name=person["family_name"])
    sent = NoticeSent(
        notice=id, **basis, acknowledge_by=now, number=number, needs=fact.needs, content=NoticeContent.FULL,
        subject=subject,
    )  # fmt: skip
    topic = NoticeChannel.PARTNER_TOPIC
    delivered = NoticeDelivered(**about, channel=topic, attempt=1, content=NoticeContent.FULL, delivered_at=now)
    return [
        ("notifications", NoticeIssued(**about, **basis, channel=topic, acknowledge_by=now)),
        ("notices", sent),
        ("notifications", delivered),
    ]


async def report(conn: asyncpg.Connection, fact: Contract) -> list[tuple[str, Contract]]:
    """reporting: one row for each thing that facts tell of."""
    match fact:
        case ReferralReceived():
            row = (fact.referral, fact.kind, fact.received_at)
            await conn.execute("insert into known_referral values ($1, $2, $3) on conflict do nothing", *row)
        case ReferralTriaged():
            await conn.execute("update known_referral set due_at = $2 where id = $1", fact.referral, fact.due_at)
        case ReferralAccepted():
            await conn.execute("update known_referral set state = 'accepted' where id = $1", fact.referral)
        case CaseOpened():
            row = (fact.case, fact.kind, fact.opened_at)
            await conn.execute("insert into known_case values ($1, $2, $3) on conflict do nothing", *row)
        case NoticeIssued():
            row = (fact.notice, fact.agency, fact.acknowledge_by)
            await conn.execute("insert into known_notice values ($1, $2, $3) on conflict do nothing", *row)
        case NoticeDelivered():
            delivered = "update known_notice set delivered_at = $2 where id = $1"
            await conn.execute(delivered, fact.notice, fact.delivered_at)
    return []


READING = (
    ("referrals", "intake", register), ("cases", "intake", take_up), ("intake", "cases", open_case),
    ("intake", "notifications", notify), ("cases", "notifications", notify), ("intake", "reporting", report),
    ("cases", "reporting", report), ("notifications", "reporting", report),
)  # fmt: skip
"""Topic, service that reads it, and what the service does about a message."""
