"""Sealed bytes in a bucket of an S3-compatible service."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import S3Store

from shared.files.store import Missing
from shared.settings.documents import Bucket

_PREFIX = "documents"


class BucketStore:
    """A bucket; names lie below `documents/`. Large files go up in parts."""

    def __init__(self, settings: Bucket) -> None:
        secret = settings.secret_access_key
        plain = bool(settings.endpoint and settings.endpoint.startswith("http://"))
        self._store = S3Store(
            settings.name, prefix=_PREFIX, region=settings.region, endpoint=settings.endpoint,
            access_key_id=settings.access_key_id, secret_access_key=secret and secret.get_secret_value(),
            client_options={"allow_http": plain},
        )  # fmt: skip

    async def put(self, name: str, file: Path) -> None:
        await obstore.put_async(self._store, name, file)

    async def read(self, name: str) -> AsyncIterator[bytes]:
        try:
            found = await obstore.get_async(self._store, name)
        except (NotFoundError, FileNotFoundError):
            raise Missing(name) from None
        async for part in found.stream(min_chunk_size=1 << 18):
            yield bytes(part)

    async def delete(self, name: str) -> None:
        try:
            await obstore.delete_async(self._store, name)
        except (NotFoundError, FileNotFoundError):
            return

    async def names(self) -> AsyncIterator[tuple[str, datetime]]:
        async for page in obstore.list(self._store):
            for found in page:
                yield found["path"].rpartition("/")[2], found["last_modified"]
