"""Three services as a user would write them: FastStream, one message per call, one transaction each, then publish.

An acknowledgement follows the publishing, so that nothing is lost; whatever is sent twice by that is not deduplicated
further on.
"""

import asyncio
import sys
from uuid import UUID, uuid4

import asyncpg
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage, TopicPartition
from pydantic import BaseModel

from shared.contracts.partner import ReferralSubmitted

TABLES = """
create table seen (message text primary key);
create table person (id uuid primary key, code text unique, given_name text, family_name text, birth_date date);
create table referral (id uuid primary key, reference text, kind text, state text, person uuid references person);
create table letter (id uuid primary key references referral, narrative text);
create table social_case (id uuid primary key, referral uuid, person uuid, opened_at timestamptz default now());
create table notice (id uuid primary key, case_id uuid, agency text, sent_at timestamptz default now());
"""


class Accepted(BaseModel):
    referral: UUID
    person: UUID
    kind: str


class Opened(BaseModel):
    case: UUID
    person: UUID


async def main(bootstrap: str, dsn: str, prefix: str) -> None:
    pool = await asyncpg.create_pool(dsn, min_size=3, max_size=8)
    await pool.execute(TABLES)
    broker = KafkaBroker(bootstrap, logger=None)

    def reads(topic: str):
        # Partitions are assigned, because joining a group takes the embedded broker seconds.
        return broker.subscriber(
            partitions=[TopicPartition(f"{prefix}.{topic}", 0)], group_id=f"{prefix}.{topic}",
            auto_offset_reset="earliest", ack_policy=AckPolicy.MANUAL, fetch_max_wait_ms=20,
        )  # fmt: skip

    async def tell(topic: str, type: str, key: str, body: dict) -> None:
        await broker.publish(body, f"{prefix}.{topic}", key=key.encode(), headers={"ce_type": type})

    @reads("referrals")
    async def intake(said: ReferralSubmitted, message: KafkaMessage) -> None:
        referral, subject = uuid4(), said.subject
        async with pool.acquire() as conn, conn.transaction():
            seen = "insert into seen values ($1) on conflict do nothing returning 1"
            if not await conn.fetchval(seen, message.headers["ce_id"]):
                return await message.ack()
            person = await conn.fetchval("select id from person where code = $1", subject.personal_code)
            if person is None:
                person = uuid4()
                who = (person, subject.personal_code, subject.given_name, subject.family_name, subject.birth_date)
                await conn.execute("insert into person values ($1, $2, $3, $4, $5)", *who)
            row = (referral, said.reference, said.kind, "accepted", person)
            await conn.execute("insert into referral values ($1, $2, $3, $4, $5)", *row)
            await conn.execute("insert into letter values ($1, $2)", referral, said.narrative)
        told = {"reference": said.reference, "referral": str(referral)}
        await tell("receipts", "registered", said.reference, told)
        await tell("receipts", "decided", said.reference, told)
        fact = Accepted(referral=referral, person=person, kind=said.kind)
        await tell("intake", "accepted", str(referral), fact.model_dump(mode="json"))
        await message.ack()

    @reads("intake")
    async def cases(fact: Accepted, message: KafkaMessage) -> None:
        case = uuid4()
        async with pool.acquire() as conn, conn.transaction():
            await conn.execute(
                "insert into social_case (id, referral, person) values ($1, $2, $3)", case, fact.referral, fact.person
            )
        await tell("cases", "opened", str(case), Opened(case=case, person=fact.person).model_dump(mode="json"))
        await message.ack()

    @reads("cases")
    async def notifications(fact: Opened, message: KafkaMessage) -> None:
        notice = uuid4()
        async with pool.acquire() as conn, conn.transaction():
            person = await conn.fetchrow("select given_name, family_name, code from person where id = $1", fact.person)
            await conn.execute(
                "insert into notice (id, case_id, agency) values ($1, $2, 'barintiesa')", notice, fact.case
            )
        await tell("notices", "notice", str(notice), {"notice": str(notice), "subject": dict(person)})
        await message.ack()

    await broker.start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
