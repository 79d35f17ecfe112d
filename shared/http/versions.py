"""Optimistic locking over HTTP: an answer's ETag is the version, a change names it in If-Match or is refused."""

from typing import Annotated

from fastapi import Header

from shared.http.problems import Problem


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def version_of(if_match: str) -> int:
    """The version that an If-Match names."""
    return int(if_match.strip('"'))


IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        pattern=r'^"[0-9]{1,18}"$',
        description="The ETag of the version that this changes",
        examples=['"3"'],
    ),
]
"""A parameter for routes that change something: required, 428 without it. Give it to `require_version`."""


def require_version(if_match: str, current: int) -> None:
    """Raises Problem 412 unless `if_match` names the `current` version; the problem shows which that is."""
    if version_of(if_match) != current:
        detail = f"It is at version {current} by now; read it again and decide anew."
        raise Problem("stale-version", detail, headers={"ETag": etag(current)}, current=current)
