"""Whether we would take a message: read as the stream reads it, refused in the words of its receipt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from deploy.conformance import oddities
from deploy.conformance.agreed import Agreement
from deploy.conformance.messages import WRITTEN, Given
from shared.contracts.partner import Problem
from shared.contracts.registry import UndecodableRecord
from shared.stream.problem import problem_of
from shared.stream.reading import read, unreadable


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` is that of the receipt, None when the message would be taken; `warnings` never keep it from that."""

    source: str
    type: str | None
    problem: Problem | None
    warnings: tuple[oddities.Oddity, ...] = ()


def judge(messages: Iterable[Given], agreement: Agreement | None = None) -> Iterator[Verdict]:
    """One verdict a message, in order. Without an agreement, what a municipality agreed with whom is not looked at."""
    for given in messages:
        yield _judged(given, agreement)


def _judged(given: Given, agreement: Agreement | None) -> Verdict:
    record, warnings = given.record, tuple(oddities.in_headers(given))
    try:
        heard = read(record, WRITTEN, datetime.now(UTC))
    except UndecodableRecord as error:
        return Verdict(given.source, record.type, problem_of(unreadable(record, error)), warnings)
    warnings += tuple(oddities.in_body(heard))
    failure = agreement.broken_by(heard) if agreement else None
    return Verdict(given.source, record.type, problem_of(failure) if failure else None, warnings)
