"""What the tail of a partition says of the log: that both agree, that the bus lost something, or that the log did."""

from uuid import UUID

import pytest

from shared.stream.agreement import Agrees, Behind, Diverged, LogSide, Seen, compare


def fact(position: int, other: int = 0) -> UUID:
    return UUID(int=position + 1000 * other)


def log(head: int = 5, relayed: int = 5, epoch: int = 1, forks: tuple = ()) -> LogSide:
    return LogSide(epoch, head, relayed, forks, {position: fact(position) for position in range(1, head + 1)})


def seen(*positions: int, epoch: int = 1) -> list[Seen]:
    return [Seen(position, epoch, fact(position)) for position in positions]


def head(position: int, epoch: int = 1, other: int = 0) -> list[Seen]:
    return [Seen(position, epoch, fact(position, other), published=False)]


@pytest.mark.parametrize(
    ("tail", "everything", "start", "side", "verdict"),
    [
        ([], True, 0, log(0, 0), Agrees()),
        (seen(1, 2, 3, 4, 5), True, 0, log(), Agrees()),
        (seen(4, 5), False, 0, log(), Agrees()),
        (seen(4, 5, 4, 5), False, 0, log(), Agrees()),
        (seen(1, 2, 3), True, 0, log(5, 3), Agrees()),
        ([], True, 7, log(), Agrees()),
        (head(5), False, 0, log(), Agrees()),
        ([], True, 0, log(), Behind(0)),
        (head(5), True, 0, log(), Behind(0)),
        (seen(1, 2, 3), True, 0, log(), Behind(3)),
        (seen(1, 2, 4, 5), True, 0, log(), Behind(2)),
        (seen(3, 4), False, 0, log(), Behind(4)),
        (seen(3) + head(5), False, 0, log(), Behind(3)),
    ],
    ids=[
        "both empty", "all there", "the end there", "published twice", "not all relayed yet", "all expired",
        "too far back to look", "wiped", "wiped, but for a head record", "a lost tail", "a hole", "the end is missing",
        "a head record says nothing of what was published",
    ],
)  # fmt: skip
def test_the_relay_goes_on_where_the_bus_has_everything(tail, everything, start, side, verdict):
    assert compare(tail, everything, start, side) == verdict


@pytest.mark.parametrize(
    ("tail", "side"),
    [
        (seen(6), log()),
        ([Seen(5, 1, fact(5, other=1))], log()),
        (head(6), log()),
        (head(5, other=1), log()),
        (seen(2, epoch=2), log()),
        (seen(5) + head(9), log(relayed=2)),
    ],
    ids=[
        "beyond the head", "another fact", "a head that was further", "a head at another fact", "a later epoch",
        "in the middle of a rewind",
    ],
)  # fmt: skip
def test_a_log_that_is_older_than_the_bus_is_closed(tail, side):
    assert isinstance(compare(tail, False, 0, side), Diverged)


def test_what_a_process_wrote_that_outlived_a_recovery_is_passed_over():
    zombie = Seen(6, 1, fact(6, other=1))
    assert compare([*seen(5), zombie], False, 0, log(8, 5, epoch=2, forks=((2, 5),))) == Agrees()
