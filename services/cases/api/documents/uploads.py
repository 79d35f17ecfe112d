"""Sending a file up and down. Nothing is ever held whole: neither in memory, nor unsealed on a disk."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from services.cases.api.access import LET_IN, WORKERS
from services.cases.api.documents.found import Shelf
from services.cases.api.documents.views import UploadView
from services.cases.documents.keeping import Keeper
from services.cases.domain.documents.document import StoredFile
from services.cases.queries import documents as queries
from shared.contracts.document_codes import MediaKind
from shared.decision import Cause, Decision, Refusal
from shared.files.sealing import Damaged
from shared.files.store import Missing
from shared.http import Problem, actor_of, allow
from shared.runtime.desk import Desk

PATH = "/v1/uploads"
MEDIA_TYPES = {kind: f"application/{kind}" if kind is MediaKind.PDF else f"image/{kind}" for kind in MediaKind}
_ANY_FILE = {
    media: {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7 …"} for media in MEDIA_TYPES.values()
}
_BODY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7 …"}}
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]{44}):")


def router(desk: Desk, keeper: Keeper | None) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["documents"])
    shelf = Shelf(desk)

    @routes.post(
        "/uploads", status_code=201, response_model=UploadView, dependencies=[allow(*WORKERS)],
        summary="Send a file", openapi_extra={"requestBody": {"required": True, "content": _BODY}},
    )  # fmt: skip
    async def upload(
        request: Request,
        content_digest: Annotated[
            str | None, Header(description="`sha-256=:base64:` as RFC 9530 has it; then what comes is compared")
        ] = None,
    ) -> UploadView:
        """The body is the file itself. What it is, its content tells. Unused, it is forgotten after a day; sent again,
        it is another upload."""
        declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        length = request.headers.get("content-length", "")
        now, by = desk.clock.now(), actor_of(request).id
        try:
            file = await kept().receive(
                request.stream(), by, declared, int(length) if length.isdecimal() else None, _digest(content_digest),
                now,
            )  # fmt: skip
        except ClientDisconnect:
            raise Problem("invalid-request", "The connection ended before the file did.") from None
        cause = Cause(file.id, now, str(file.id), by)
        async with desk.pool.acquire() as conn, conn.transaction():
            await desk.decide(conn, cause, [(StoredFile, file.id)], lambda _: Decision((file,)))
        return UploadView.model_validate(file)

    @routes.get(
        "/documents/{document}/content", dependencies=[allow(*LET_IN, personal_data=True)],
        response_class=StreamingResponse, responses={200: {"content": _ANY_FILE}}, summary="The file of a document",
    )  # fmt: skip
    async def content(
        document: UUID, request: Request,
        file: Annotated[UUID | None, Query(description="An older one of `files`; none: the current one")] = None,
    ) -> Response:  # fmt: skip
        """As a file to save, never to show in place. Each reading is recorded."""
        found = await shelf.found(document, request)
        async with desk.pool.acquire() as conn:
            await shelf.read(conn, request, found["case_id"])
            wanted = found["files"][-1] if file is None else file
            stored = await queries.file(conn, wanted) if wanted in found["files"] else None
        if stored is None or not stored.key:
            raise Problem("not-found", "There is no such file of this document.")
        pieces = kept().read(stored)
        try:
            first = await anext(pieces)
        except (Missing, Damaged) as error:
            raise RuntimeError(f"file {stored.id} cannot be read: {type(error).__name__}") from error
        title = found["title"] + ("" if "." in found["title"] else f".{stored.media}")
        headers = {
            "Content-Length": str(stored.size),
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(title, safe='')}",
            "ETag": f'"{stored.digest}"',
        }
        return StreamingResponse(_all(first, pieces), media_type=MEDIA_TYPES[stored.media], headers=headers)

    def kept() -> Keeper:
        return must_keep(keeper)

    return routes


def must_keep(keeper: Keeper | None) -> Keeper:
    """Raises Refusal in a deployment that keeps no documents."""
    if keeper is None:
        raise Refusal(
            code="documents-not-kept", title="No documents are kept here",
            detail="Whoever operates this sets documents.key, and documents.folder or documents.bucket.",
        )  # fmt: skip
    return keeper


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


def _digest(header: str | None) -> str | None:
    """The SHA-256 that a Content-Digest names, in hexadecimal; other algorithms say nothing to us."""
    found = _DIGEST.search(header or "")
    try:
        return b64decode(found[1], validate=True).hex() if found else None
    except Error:
        return None
