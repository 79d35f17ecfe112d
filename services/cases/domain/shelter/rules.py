"""What a night of a shelter is judged by, in the domain's terms. The rule is dated configuration."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Protocol

from shared.calendar import RIGA
from shared.contracts.shelter_codes import ShelterBringer


class NightRule(Protocol):
    """When a night begins and may be closed, and how many beds are kept for whom."""

    code: str
    source: str
    turns_at: time
    closes_from: time
    reserve: int
    reserve_for: Collection[ShelterBringer]


def night_of(at: datetime, rule: NightRule) -> date:
    """The day on which the night of an instant begins, by the clock of Riga: at three in the morning yesterday."""
    local = at.astimezone(RIGA)
    return local.date() if local.time() >= rule.turns_at else local.date() - timedelta(days=1)


def is_over(begins_on: date, at: datetime, rule: NightRule) -> bool:
    """Whether a night may be closed at an instant: in its morning."""
    local = at.astimezone(RIGA)
    yesterday = local.date() - timedelta(days=1)
    return begins_on < yesterday or (begins_on == yesterday and local.time() >= rule.closes_from)


def free_beds(beds: int | None, here: int, brought: int, rule: NightRule) -> int | None:
    """How many more may come by themselves; None where nothing limits them, and never below 0.

    `here` sleep here, of whom `brought` were brought; the beds of the reserve stay free for others who are.
    """
    return None if beds is None else max(0, min(beds - here, beds - rule.reserve - (here - brought)))


def free_for_brought(beds: int | None, here: int) -> int | None:
    """How many more may be brought: into any bed that is free."""
    return None if beds is None else max(0, beds - here)
