"""What intake's facts say about how many there are of a target group."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.registers import RegisterCountRecorded


def counted(fact: RegisterCountRecorded, at: datetime) -> Iterator[Row]:
    """A figure without a note says so: a correction may take the note away."""
    stands = (fact.target_group, fact.source, fact.counted_on, fact.territory or "", "quoted" if fact.quoted else "")
    yield Row("register_count", "/".join(map(str, stands)), {
        "target_group": fact.target_group, "amount": fact.count, "source": fact.source, "counted_on": fact.counted_on,
        "territory": fact.territory, "quoted": fact.quoted, "note": fact.note or "none",
    })  # fmt: skip
