"""What may happen to a document: it is added, revised, kept from others, and removed for good."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.documents.document import Document, StoredFile, evolve
from services.cases.domain.work import must_be_open
from shared.contracts.document_codes import DocumentKind, DocumentRemoval
from shared.contracts.documents import DocumentAdded, DocumentRemoved, DocumentRestricted, DocumentRevised
from shared.decision import Cause, Decision, Refusal

_SUFFIXES = {"pdf": ("pdf",), "jpeg": ("jpg", "jpeg"), "png": ("png",), "webp": ("webp",), "heic": ("heic", "heif")}


def document_id(cause: Cause) -> UUID:
    """The document that a command adds."""
    return cause.derive("document")


def add(
    case: Case, file: StoredFile | None, kind: DocumentKind, title: str, restricted: bool, cause: Cause
) -> Decision:
    """A received file becomes a document of the case. Raises Refusal."""
    must_be_open(case)
    file = _usable(file, cause)
    must_be_called(title, file)
    fact = DocumentAdded(
        case=case.id, document=document_id(cause), file=file.id, kind=kind, media=file.media, size=file.size,
        restricted=restricted, added_at=cause.time, by=cause.staff,
    )  # fmt: skip
    return Decision((replace(evolve(None, fact), title=title), used(file, fact.document)), (fact,))


def revise(document: Document, current: StoredFile | None, file: StoredFile | None, cause: Cause) -> Decision:
    """A received file is the newer version of a document; the older ones stay. Raises Refusal."""
    must_be_there(document)
    file = _usable(file, cause)
    if document.number is not None:
        raise Refusal(
            code="document-issued", title="What was issued does not change",
            detail="It has a number and was handed out as it is: issue another one.",
        )  # fmt: skip
    if current is not None and current.digest == file.digest:
        raise Refusal(
            code="document-unchanged", title="It is the same file",
            detail="The current version is this very file, byte for byte.",
        )  # fmt: skip
    must_be_called(document.title, file)
    fact = DocumentRevised(case=document.case_id, document=document.id, file=file.id, media=file.media, size=file.size)
    return Decision((evolve(document, fact), used(file, document.id)), (fact,))


def restrict(document: Document, restricted: bool) -> Decision:
    """Keep a document for whoever has the case and their supervisors, or let all read it who see the case."""
    must_be_there(document)
    if document.restricted is restricted:
        return Decision((document,))
    fact = DocumentRestricted(case=document.case_id, document=document.id, restricted=restricted)
    return Decision((evolve(document, fact),), (fact,))


def remove(document: Document, files: Iterable[StoredFile], reason: DocumentRemoval, cause: Cause) -> Decision:
    """Remove a document for good: the keys of its files go with this decision, the bytes later. Raises Refusal."""
    must_be_there(document)
    fact = DocumentRemoved(case=document.case_id, document=document.id, reason=reason, removed_at=cause.time)
    gone = replace(evolve(document, fact), title="")
    return Decision((gone, *(replace(file, key="") for file in files)), (fact,))


def used(file: StoredFile, document: UUID) -> StoredFile:
    """The file as one that belongs to a document, and is therefore never swept away."""
    return replace(file, document=document)


def must_be_called(title: str, file: StoredFile) -> None:
    """Raises Refusal for a name that leads elsewhere, or that says another kind than the content is."""
    if any(letter in title for letter in "/\\:\0") or title.startswith(".") or not title.isprintable():
        raise Refusal(
            code="document-name-unsafe", title="The name leads elsewhere",
            detail="A name has no slash, backslash, colon or control character, and does not begin with a dot.",
            pointers=(("/title", "has a character that is not taken"),),
        )  # fmt: skip
    said = title.rpartition(".")[2].lower() if "." in title else ""
    known = {suffix for suffixes in _SUFFIXES.values() for suffix in suffixes} | _NEVER
    if said in known and said not in _SUFFIXES[file.media]:
        raise Refusal(
            code="document-name-lies", title="The name says another kind",
            detail=f"By its content the file is {file.media}: let its name end so, or leave the ending out.",
            pointers=(("/title", "ends like another kind of file"),),
        )  # fmt: skip


_NEVER = frozenset({"exe", "com", "bat", "cmd", "js", "vbs", "scr", "msi", "html", "htm", "svg", "zip", "docm", "xlsm"})
"""Endings that some machine would run or open as something else."""


def _usable(file: StoredFile | None, cause: Cause) -> StoredFile:
    """A file is used once, by whoever sent it."""
    if file is None or file.by != cause.by or not file.key:
        raise Refusal(
            code="upload-unknown", title="No such upload",
            detail="You have sent no such file, or longer than a day ago: send it again.",
            pointers=(("/upload", "is no upload of yours"),),
        )  # fmt: skip
    if file.document is not None:
        raise Refusal(
            code="upload-used", title="The upload is used", detail="It belongs to a document already: send it again.",
            pointers=(("/upload", "belongs to a document"),),
        )  # fmt: skip
    return file


def must_be_there(document: Document) -> None:
    """Raises Refusal for a document that was removed."""
    if document.removed is not None:
        raise Refusal(
            code="document-removed", title="The document was removed", detail="It is gone for good; add it anew."
        )
