"""What cases tells the other services of documents: that there are some, never what they say or are called."""

from shared.contracts.cases import CasesFact
from shared.contracts.document_codes import DocumentKind, DocumentRemoval, MediaKind
from shared.contracts.fields import (
    CaseId,
    Count,
    DocumentId,
    DocumentNumber,
    FileId,
    Flag,
    Instant,
    RuleCode,
    StaffId,
)


class DocumentAdded(CasesFact, type="document-added", version=1, key="case", to=("reporting",)):
    """A document (dokuments) came to a case."""

    case: CaseId
    """The case."""
    document: DocumentId
    """The document."""
    file: FileId
    """Its first file."""
    kind: DocumentKind
    """What it is."""
    media: MediaKind
    """What its file is."""
    size: Count
    """In bytes."""
    restricted: Flag
    """Whether only whoever has the case and their supervisors may read it."""
    added_at: Instant
    """When."""
    by: StaffId | None = None
    """Who added it."""


class DocumentRevised(CasesFact, type="document-revised", version=1, key="case", to=("reporting",)):
    """A document has a newer version; the older ones stay."""

    case: CaseId
    """The case."""
    document: DocumentId
    """The document."""
    file: FileId
    """The file of the new version."""
    media: MediaKind
    """What that is."""
    size: Count
    """In bytes."""


class DocumentIssued(CasesFact, type="document-issued", version=1, key="case", to=("reporting",)):
    """The service issued a document of its own, with a number."""

    case: CaseId
    """The case."""
    document: DocumentId
    """The document."""
    number: DocumentNumber
    """Its number."""
    template: RuleCode
    """After which template it was written."""
    template_version: Count
    """Which version of that."""


class DocumentRestricted(CasesFact, type="document-restricted", version=1, key="case", to=("reporting",)):
    """Who may read a document became more or fewer."""

    case: CaseId
    """The case."""
    document: DocumentId
    """The document."""
    restricted: Flag
    """Whether only whoever has the case and their supervisors may read it."""


class DocumentRemoved(CasesFact, type="document-removed", version=1, key="case", to=("reporting",)):
    """A document is gone for good: the keys of its files were deleted."""

    case: CaseId
    """The case."""
    document: DocumentId
    """The document."""
    reason: DocumentRemoval
    """Why."""
    removed_at: Instant
    """When."""
