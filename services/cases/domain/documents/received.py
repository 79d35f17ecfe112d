"""What is wrong with a file that comes: said while it comes, as soon as it shows."""

from typing import Protocol

from shared.contracts.document_codes import MediaKind
from shared.decision import Refusal


class Kind(Protocol):
    """What a file is by its first bytes."""

    media_type: str


def media_of(kind: Kind) -> MediaKind:
    return MediaKind(kind.media_type.rpartition("/")[2])


def must_be_taken(kind: Kind | None, declared: str | None) -> None:
    """Raises Refusal for a kind that is not taken, and for one that is declared as another."""
    if kind is None:
        raise Refusal(
            code="upload-type-not-taken", title="This kind of file is not taken", status=422,
            detail="By its content it is no PDF, JPEG, PNG, WebP or HEIC: save it as one of these.",
        )  # fmt: skip
    if declared not in (None, "", "application/octet-stream", kind.media_type):
        raise Refusal(
            code="upload-lies-about-its-type", title="The file is not what it is said to be", status=422,
            detail=f"By its content it is {kind.media_type}: send it as that.",
        )  # fmt: skip


def must_be_whole(is_whole: bool, size: int, length: int | None, digest: str, expected: str | None) -> None:
    """Raises Refusal for a file without a byte, and one of which not all came."""
    if size == 0:
        raise Refusal(
            code="upload-empty", title="The file is empty", status=422, detail="Not a byte came: choose the file again."
        )
    if expected is not None and digest != expected:
        raise Refusal(
            code="upload-digest-differs", title="Not what was sent", status=422,
            detail="What came has another digest than Content-Digest says: send it again.",
        )  # fmt: skip
    if not is_whole or (length is not None and size != length):
        raise Refusal(
            code="upload-cut-off", title="The file was cut off", status=422,
            detail="Its end is missing: send it again, or repair it if it was broken before.",
        )  # fmt: skip
