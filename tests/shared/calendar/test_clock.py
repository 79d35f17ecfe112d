from datetime import UTC, datetime, timedelta

from shared.calendar import PacedClock, SystemClock

UNTIL = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)


class Stopped:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def test_the_system_clock_is_aware_and_in_utc():
    assert SystemClock().now().tzinfo is UTC


def test_a_paced_clock_catches_up_with_the_real_one_and_is_the_real_one_from_then_on():
    real = Stopped(UNTIL - timedelta(seconds=10))
    paced = PacedClock(pace=60, until=UNTIL, real=real)
    assert paced.now() == UNTIL - timedelta(minutes=10)
    real.at = UNTIL - timedelta(seconds=1)
    assert paced.now() == UNTIL - timedelta(minutes=1)
    real.at = UNTIL
    assert paced.now() == UNTIL
    real.at = UNTIL + timedelta(hours=1)
    assert paced.now() == UNTIL + timedelta(hours=1)


def test_two_paced_clocks_that_share_their_settings_agree():
    real = Stopped(UNTIL - timedelta(seconds=90))
    assert PacedClock(30, UNTIL, real).now() == PacedClock(30, UNTIL, real).now()


def test_a_real_sleep_is_shorter_by_the_pace():
    assert PacedClock(60, UNTIL, Stopped(UNTIL)).real_seconds(timedelta(hours=1)) == 60
