"""The document (dokuments): its versions are files that were received; who reads it, and whether it is still there."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.contracts.document_codes import DocumentKind, DocumentRemoval, MediaKind
from shared.contracts.documents import (
    DocumentAdded,
    DocumentIssued,
    DocumentRemoved,
    DocumentRestricted,
    DocumentRevised,
)
from shared.contracts.fact import Fact


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was received whole and lies sealed in the store.

    `digest` is the SHA-256 of what came, `stored` that of what lies there, and its name; `key` is the wrapped key,
    empty once the file is shredded. `document` is none until somebody uses it.
    """

    id: UUID
    by: str
    digest: str
    size: int
    media: MediaKind
    stored: str
    key: str
    received_at: datetime
    document: UUID | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one case; the last of `files` is its current version. `title` is in no fact."""

    id: UUID
    case_id: UUID
    kind: DocumentKind
    title: str
    restricted: bool
    files: tuple[UUID, ...]
    added_at: datetime
    by: UUID | None = None
    number: str | None = None
    template: str | None = None
    template_version: int | None = None
    removed: DocumentRemoval | None = None
    removed_at: datetime | None = None
    version: int = 1


def evolve(document: Document | None, fact: Fact) -> Document:
    """The document after a fact of the service's own."""
    match fact:
        case DocumentAdded():
            return Document(
                fact.document, fact.case, fact.kind, "", fact.restricted, (fact.file,), fact.added_at, fact.by
            )
        case DocumentIssued():
            # Told in one breath with its coming: no version that anybody could have seen lies between.
            return replace(document, number=fact.number, template=fact.template, template_version=fact.template_version)
        case DocumentRevised():
            changed = {"files": (*document.files, fact.file)}
        case DocumentRestricted():
            changed = {"restricted": fact.restricted}
        case DocumentRemoved():
            changed = {"removed": fact.reason, "removed_at": fact.removed_at}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a document")
    return replace(document, version=document.version + 1, **changed)
