"""Intake's tables, in the order in which their rows are locked. The only writer.

A caller's bucket comes first, which nobody else touches; then the number series: whoever registers holds it, so that
one registration sees what the one before has entered, and two doors that bring the same message at once still make one
referral of it.
"""

from datetime import datetime

import asyncpg

from services.intake.domain.early_warning import KindRate
from services.intake.domain.feedback.answer import Answer, AnswerText
from services.intake.domain.feedback.campaign import AnswerSeries, RefusedAnswers
from services.intake.domain.letters import Letter
from services.intake.domain.numbers import NumberSeries
from services.intake.domain.people.block import Block
from services.intake.domain.people.entering import PersonEntry
from services.intake.domain.people.household import Household
from services.intake.domain.people.match import PersonMatch
from services.intake.domain.people.person import Person, PersonCode
from services.intake.domain.people.recognise import PersonKey
from services.intake.domain.people.relationship import Relationship
from services.intake.domain.reference import PartnerReference
from services.intake.domain.referral import Referral
from services.intake.domain.registers.counts import RegisterCount
from services.intake.domain.residents.call import DeskCall
from services.intake.domain.residents.door import Bucket
from services.intake.domain.supplement import Supplement
from shared.database.table import Table, Tables
from shared.partnership import Partner

TABLES = Tables(
    (
        Table(Bucket, "door_bucket"),
        Table(NumberSeries, "number_series"),
        Table(KindRate, "kind_rate"),
        Table(Partner, "partner"),
        Table(PersonEntry, "person_entry"),
        Table(PersonKey, "person_key"),
        Table(Block, "block"),
        Table(PartnerReference, "partner_reference"),
        Table(Person, "person"),
        Table(PersonCode, "person_code"),
        Table(PersonMatch, "person_match"),
        Table(Household, "household"),
        Table(Relationship, "relationship"),
        Table(Referral, "referral"),
        Table(Letter, "letter"),
        Table(Supplement, "supplement"),
        Table(DeskCall, "desk_call"),
        Table(AnswerSeries, "answer_series"),
        Table(Answer, "answer"),
        Table(AnswerText, "answer_text"),
        Table(RefusedAnswers, "refused_answers"),
        Table(RegisterCount, "register_count"),
    )
)


async def forget_buckets(conn: asyncpg.Connection) -> int:
    """Forget who came by which door yesterday; gives the number of rows."""
    done = await conn.execute("delete from door_bucket where filled_at < now() - interval '1 day'")
    return int(done.removeprefix("DELETE "))


async def receipts_read(conn: asyncpg.Connection, partner: str, place: tuple[int, int], now: datetime) -> None:
    """Remember how far a partner has read its receipts; never back again, and nothing is written when it asks anew."""
    await conn.execute(
        """
        insert into receipt_read as known (partner, epoch, position, at) values ($1, $2, $3, $4)
        on conflict (partner) do update set epoch = excluded.epoch, position = excluded.position, at = excluded.at
        where (known.epoch, known.position) < (excluded.epoch, excluded.position)
        """,
        partner, *place, now,
    )  # fmt: skip
