"""What a batch says of the time until which everything of a source has taken effect."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from shared.stream.cursor import Cursor
from shared.stream.judging import Outcome, judge_all
from shared.stream.record import HeadRecord
from tests.shared.stream.running import TIME, Source

PLACE = ("intake", 0)
LATER = TIME + timedelta(minutes=5)


def head(position: int, relayed: int, fact: UUID | None = None) -> HeadRecord:
    return HeadRecord("intake", 0, 1, position, relayed, fact, LATER)


@pytest.mark.parametrize(
    ("of", "until"),
    [
        (lambda facts: facts, TIME),
        (lambda facts: [*facts, head(3, 3, facts[2].id)], LATER),
        (lambda facts: [*facts, head(2, 2)], LATER),
        (lambda facts: [facts[0], facts[0]], TIME),
        (lambda facts: [facts[0], head(3, 1)], TIME),
        (lambda facts: [head(3, 1)], None),
        (lambda facts: [head(0, 0)], LATER),
        (lambda facts: [facts[0], facts[2], head(3, 3, facts[2].id)], TIME),
        (lambda facts: [], None),
    ],
    ids=["facts", "the end", "an end that was reached before", "a repeat", "an end that is still to be reached",
         "nothing but that", "an empty log", "a gap before the end", "nothing"],
)  # fmt: skip
def test_everything_is_applied_until_the_last_fact_or_until_the_log_ended_where_we_stand(of, until):
    source = Source()
    outcome = Outcome(cursors={PLACE: Cursor(1, 0)})
    judge_all(of([source.fact() for _ in range(3)]), outcome)
    assert {place: record.at for place, record in outcome.newest.items()} == ({PLACE: until} if until else {})


def test_a_repeat_of_what_was_applied_before_says_nothing():
    repeated = Source().fact()
    outcome = Outcome(cursors={PLACE: Cursor(1, 1, str(repeated.id))})
    judge_all([repeated], outcome)
    assert outcome.newest == {}


def test_a_time_that_cannot_be_read_is_none():
    fact = Source().record("lv.tilts.intake.referral-accepted.v1", "key", b"{}", more=(("ce_time", b"soon"),))
    assert fact.at is None
    assert Source().fact().at == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
