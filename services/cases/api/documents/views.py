"""What the API takes and shows of documents; their bytes have routes of their own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool, StrictInt, StringConstraints

from services.cases.api.consents.views import LabelView
from services.cases.api.shape import View, taking
from shared.contracts.document_codes import DocumentKind, DocumentRemoval, MediaKind
from shared.contracts.fields import RuleCode

_UPLOAD = "019c0b6e-41c7-4a10-8f3e-5d2b9a7c1e04"
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
FieldText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


class UploadView(View):
    """A file that was received. It waits a day to become part of a document."""

    id: UUID
    media: MediaKind
    """What it is by its content."""
    size: int
    """In bytes."""
    digest: str
    """SHA-256 of what came, in hexadecimal."""


class DocumentView(View):
    """A document of a case, without its name."""

    id: UUID
    case_id: UUID
    kind: DocumentKind
    restricted: bool
    """Only whoever has the case, their deputy and supervisors may see that it is there."""
    files: list[UUID]
    """Its versions, the current one last."""
    added_at: datetime
    by: UUID | None
    number: str | None
    """Of one that the service issued itself."""
    template: str | None
    template_version: int | None
    removed: DocumentRemoval | None
    removed_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


class DocumentEntry(DocumentView):
    """A document with its name, and what its current file is."""

    title: str
    """Empty once it was removed."""
    media: MediaKind | None
    size: int | None
    digest: str | None
    """SHA-256 of the current file, in hexadecimal."""


class TemplateView(View):
    """A template after which the service writes a document."""

    code: str
    version: int
    kind: DocumentKind
    title: LabelView
    fields: Mapping[str, LabelView]
    source: str


class AddDocument(BaseModel):
    """A file that was sent becomes a document."""

    model_config = taking(upload=_UPLOAD, kind="application", title="Iesniegums.pdf")

    upload: UUID
    kind: DocumentKind
    title: Title
    """What it is called; an ending, if there is one, fits its content."""
    restricted: StrictBool = False


class ReviseDocument(BaseModel):
    """A file that was sent is the newer version."""

    model_config = taking(upload=_UPLOAD)

    upload: UUID


class RestrictDocument(BaseModel):
    """Whether only whoever has the case, their deputy and supervisors may read it."""

    model_config = taking(restricted=True)

    restricted: StrictBool


class RemoveDocument(BaseModel):
    """Why it is removed for good."""

    model_config = taking(reason="entered_in_error")

    reason: DocumentRemoval


class IssueDocument(BaseModel):
    """After which template a document is written, and with which words."""

    model_config = taking(
        template="consent",
        fields={"person": "Ilze Sniedze", "text": "Sociālais dienests lūdz piekrišanu …", "answer": "Piekrīt."},
    )  # fmt: skip

    template: RuleCode
    template_version: StrictInt | None = Field(None, ge=1, le=10_000)
    """None: the newest."""
    fields: dict[FieldName, FieldText] = Field(max_length=30, json_schema_extra={"additionalProperties": False})
    """Each field of the template, and no other."""
