"""An answer counts from the first instant of a campaign to the end of its last second, by the clock of Riga."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.contracts.feedback_codes import AnswerRefusal
from tests.services.intake.feedback_samples import CLOSES, OPENS, THANKS
from tests.services.intake.samples import RULES

PALDIES = RULES.campaigns[THANKS]
MICRO, SECOND, HOUR = timedelta(microseconds=1), timedelta(seconds=1), timedelta(hours=1)
EARLY, LATE = AnswerRefusal.TOO_EARLY, AnswerRefusal.TOO_LATE


@pytest.mark.parametrize(
    ("instant", "refusal"),
    [
        (OPENS - HOUR, EARLY),
        (OPENS - MICRO, EARLY),
        (OPENS, None),
        (CLOSES, None),
        (CLOSES + SECOND - MICRO, None),
        (CLOSES + SECOND, LATE),
        (CLOSES + HOUR, LATE),
    ],
)
def test_both_ends_belong_to_it(instant, refusal):
    assert PALDIES.refusal(instant) is refusal


@pytest.mark.parametrize(
    ("opens", "closes", "hours"),
    [
        ((2025, 10, 25, 21), (2025, 10, 26, 21, 59, 59), 25),
        ((2026, 3, 28, 22), (2026, 3, 29, 20, 59, 59), 23),
        ((2026, 3, 27, 22), (2026, 3, 28, 21, 59, 59), 24),
    ],
    ids=["the day on which the clock is set back", "the day on which it is set forward", "any other day"],
)
def test_a_whole_day_of_riga_is_as_long_as_it_is(opens, closes, hours):
    day = replace(PALDIES, opens=datetime(*opens, tzinfo=UTC), closes=datetime(*closes, tzinfo=UTC))
    inside = [hour for hour in range(-3, 30) if day.refusal(day.opens + hour * HOUR) is None]
    assert inside == list(range(hours))


def test_liepaja_s_three_weeks_have_one_hour_more():
    assert timedelta(days=22, hours=1) == CLOSES + SECOND - OPENS


@pytest.mark.parametrize(
    ("counts_submitted", "submitted", "received", "counts"),
    [
        (True, OPENS, OPENS + HOUR, OPENS),
        (True, None, OPENS, OPENS),
        (True, OPENS + HOUR, OPENS, OPENS),
        (False, OPENS, OPENS + HOUR, OPENS + HOUR),
    ],
    ids=["the portal's", "ours where there is no portal", "ours when the portal's lies ahead", "ours where we said so"],
)
def test_the_instant_that_counts(counts_submitted, submitted, received, counts):
    campaign = replace(PALDIES, counts_submitted=counts_submitted)
    assert campaign.instant(submitted, received) == counts
