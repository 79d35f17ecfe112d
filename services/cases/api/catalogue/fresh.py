"""Answers that anybody may keep for some minutes: with a digest to ask again by, and when the catalogue changed."""

from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Response
from pydantic import BaseModel

_KEPT = "public, max-age=300"

IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="The ETag of what you have; 304 when it is the same", max_length=500),
]
NOT_MODIFIED = {304: {"description": "What you have is the same"}}


def fresh(body: BaseModel, changed_at: datetime | None, known: str | None) -> Response:
    """The answer, without fields that hold nothing; or that what the caller has is the same."""
    json = body.model_dump_json(exclude_none=True).encode()
    tag = f'"{sha256(json).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _KEPT}
    if changed_at:
        headers["Last-Modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    if known and tag in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(json, media_type="application/json", headers=headers)
