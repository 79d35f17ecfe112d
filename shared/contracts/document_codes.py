"""The codes of documents: what they are, what their files are, and why one was removed."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document (dokuments) is to the case."""

    APPLICATION = "application"
    CONSENT = "consent"
    DECISION = "decision"
    PLAN = "plan"
    SURVEY = "survey"
    COURT = "court"
    MEDICAL = "medical"
    CERTIFICATE = "certificate"
    LETTER = "letter"
    PHOTO = "photo"
    OTHER = "other"


class MediaKind(StrEnum):
    """What a file is by its content."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"


class DocumentRemoval(StrEnum):
    """Why a document was removed for good."""

    ENTERED_IN_ERROR = "entered_in_error"
    WRONG_CASE = "wrong_case"
    RETENTION_OVER = "retention_over"
    ERASURE_REQUEST = "erasure_request"
