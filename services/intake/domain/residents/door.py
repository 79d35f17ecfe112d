"""How much a door takes from one caller in a day: a bucket of tokens, refilled evenly (token bucket).

A bucket stands under a keyed digest of day, door and caller, so that no address is kept and nobody is followed from one
day to the next.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Door(StrEnum):
    """The doors that anybody may come by."""

    WEB = "web"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Limit:
    """`at_once` fit into the bucket; `per_day` are filled in again in a day."""

    at_once: int
    per_day: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left for one caller at one door today."""

    id: str
    tokens: float
    filled_at: datetime


class DoorClosed(Exception):
    """Somebody came too often. `wait` is how long until the door opens again for them."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("came too often")
        self.wait = wait


def passed(bucket: Bucket | None, id: str, limit: Limit, now: datetime) -> Bucket:
    """The bucket after one token more was taken. Raises DoorClosed when there is none."""
    tokens = float(limit.at_once)
    if bucket is not None:
        # A clock that is set back fills nothing in.
        since = max(now - bucket.filled_at, timedelta())
        tokens = min(tokens, bucket.tokens + since / _DAY * limit.per_day)
    if tokens < 1:
        raise DoorClosed((1 - tokens) / limit.per_day * _DAY)
    return Bucket(id, tokens - 1, now)
