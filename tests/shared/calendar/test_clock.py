from datetime import UTC, datetime, timedelta

from shared.calendar import PacedClock, SystemClock

SINCE = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)


class Stopped:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def test_the_system_clock_is_aware_and_in_utc():
    assert SystemClock().now().tzinfo is UTC


def test_a_paced_clock_runs_faster_from_the_moment_they_agreed():
    real = Stopped(SINCE)
    paced = PacedClock(pace=60, since=SINCE, real=real)
    assert paced.now() == SINCE
    real.at = SINCE + timedelta(seconds=10)
    assert paced.now() == SINCE + timedelta(minutes=10)


def test_two_paced_clocks_that_share_their_settings_agree():
    real = Stopped(SINCE + timedelta(seconds=90))
    assert PacedClock(30, SINCE, real).now() == PacedClock(30, SINCE, real).now()


def test_a_real_sleep_is_shorter_by_the_pace():
    assert PacedClock(60, SINCE, Stopped(SINCE)).real_seconds(timedelta(hours=1)) == 60
