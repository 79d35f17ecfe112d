"""Issuing a document: the service writes it itself, after a template, and numbers it without a gap."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.documents.acts import used
from services.cases.domain.documents.document import StoredFile, evolve
from services.cases.domain.work import must_be_open
from shared.contracts.document_codes import DocumentKind
from shared.contracts.documents import DocumentAdded, DocumentIssued
from shared.decision import Cause, Decision


@dataclass(frozen=True, slots=True)
class DocumentSeries:
    """The numbers of one year; `last` was given last."""

    id: str
    last: int


@dataclass(frozen=True, slots=True)
class Written:
    """What was written after which template; `number` is the next of its series, and stands in the text."""

    id: UUID
    """What the document will have for its id."""
    number: str
    kind: DocumentKind
    title: str
    template: str
    template_version: int
    restricted: bool = False


def series_id(year: int) -> str:
    return f"D-{year}"


def number(prefix: str, year: int, nth: int) -> str:
    """`LPX-D-2026-000012`."""
    return f"{prefix}-D-{year}-{nth:06}"


def issue(case: Case, series: DocumentSeries, file: StoredFile, written: Written, cause: Cause) -> Decision:
    """A document that was written becomes one of the case, and takes the next number. Raises Refusal."""
    must_be_open(case)
    id = written.id
    added = DocumentAdded(
        case=case.id, document=id, file=file.id, kind=written.kind, media=file.media, size=file.size,
        restricted=written.restricted, added_at=cause.time, by=cause.staff,
    )  # fmt: skip
    issued = DocumentIssued(
        case=case.id, document=id, number=written.number, template=written.template,
        template_version=written.template_version,
    )  # fmt: skip
    document = replace(evolve(evolve(None, added), issued), title=written.title)
    return Decision((replace(series, last=series.last + 1), document, used(file, id)), (added, issued))
