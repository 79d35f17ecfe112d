"""How old things are, in the steps that figures show."""

from datetime import UTC, datetime, timedelta

AGES = ("0", "1-6", "7-29", "30-89", "90-179", "180+")
"""The steps in full days, the youngest first."""

_FIRST_DAYS = (1, 7, 30, 90, 180)
"""The first full day of every step but the youngest."""

AGE = f"{len(_FIRST_DAYS)} - width_bucket({{of}}, :aged::timestamptz[])"
"""The place among `AGES` of what began at an instant, `of`; to be asked with `aged`."""


def aged(end: datetime) -> dict[str, list[datetime]]:
    """The value `aged` of a statement: the first instant at which something is younger than each step, oldest first.

    As a value it is worked out once, and an age would be for each row.
    """
    end = end.astimezone(UTC)
    return {"aged": [end - timedelta(days=days) + timedelta(microseconds=1) for days in reversed(_FIRST_DAYS)]}
