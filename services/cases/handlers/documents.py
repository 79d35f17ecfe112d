"""How documents come back after a restore: what they are, without their names, and without files sent since."""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain.documents.document import Document, evolve
from services.cases.domain.documents.issue import DocumentSeries, series_id
from services.cases.domain.rules import Rules
from shared.contracts.documents import (
    DocumentAdded,
    DocumentIssued,
    DocumentRemoved,
    DocumentRestricted,
    DocumentRevised,
)
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World


def _document(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Document, fact.document)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve(world.get(Document, fact.document), fact),))


def _issued(fact: DocumentIssued, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Document, fact.document), _series(fact)]


def _replay_issued(world: World, fact: DocumentIssued, cause: Cause, rules: Rules) -> Decision:
    """No number is given twice."""
    series, nth = world.get(*_series(fact)), int(fact.number.rpartition("-")[2])
    last = max(nth, series.last if series else 0)
    return Decision((DocumentSeries(_series(fact)[1], last),)) + _replay(world, fact, cause, rules)


def _series(fact: DocumentIssued) -> tuple[type, UUID | str]:
    return DocumentSeries, series_id(int(fact.number.split("-")[2]))


REPLAYED = {
    **{
        f.type: Handler(_document, _replay)
        for f in (DocumentAdded, DocumentRevised, DocumentRestricted, DocumentRemoved)
    },
    DocumentIssued.type: Handler(_issued, _replay_issued),
}
