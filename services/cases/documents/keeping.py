"""Keeps the files of documents: sealed on their way in, unsealed on their way out, and swept when nobody used them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import asyncpg
import structlog

from services.cases.domain.documents.document import StoredFile
from services.cases.domain.documents.received import media_of, must_be_taken, must_be_whole
from services.cases.queries import documents as queries
from shared.files.kinds import HEAD, kind_of
from shared.files.receiving import Received, receiving
from shared.files.sealing import Damaged, MasterKeys, opened
from shared.files.store import FolderStore, Missing, Store
from shared.runtime.definition import Check
from shared.runtime.desk import Desk
from shared.settings import Settings
from shared.settings.documents import Documents

UNUSED = timedelta(days=1)
"""How long what was sent waits to become part of a document."""
_SWEEP_EVERY = 3600.0
_log = structlog.get_logger("documents")


class Keeper:
    """The store of one deployment with its keys. Other processes may work on the same store."""

    def __init__(self, store: Store, keys: MasterKeys) -> None:
        self.store = store
        self._keys = keys

    async def receive(
        self, stream: AsyncIterator[bytes], by: str, declared: str | None, length: int | None, digest: str | None,
        now: datetime,
    ) -> StoredFile:  # fmt: skip
        """Take a file in; when this returns its bytes are certain. Raises Refusal for what is wrong with it."""
        id = uuid4()
        key, kept = self._keys.new_key(id)

        def check(received: Received) -> None:
            if len(received.head) >= HEAD:
                must_be_taken(kind_of(received.head), declared)

        async with receiving(stream, key, id, check) as received:
            must_be_whole(True, received.size, length, received.digest, digest)
            kind = kind_of(received.head)
            must_be_taken(kind, declared)
            whole = kind.ends(received.head, received.tail, received.size)
            must_be_whole(whole, received.size, length, received.digest, digest)
            await self.store.put(received.name, received.path)
            return StoredFile(id, by, received.digest, received.size, media_of(kind), received.name, kept, now)

    async def keep(self, data: bytes, by: str, now: datetime) -> StoredFile:
        """Keep a file that we wrote ourselves."""

        async def stream() -> AsyncIterator[bytes]:
            yield data

        return await self.receive(stream(), by, None, len(data), None, now)

    async def read(self, file: StoredFile) -> AsyncIterator[bytes]:
        """The plain bytes, in parts. Raises Missing or Damaged, at the first part that is."""
        key = self._keys.key_of(file.id, file.key)
        async for piece in opened(key, file.id, self.store.read(file.stored)):
            yield piece

    async def sweep(self, conn: asyncpg.Connection, now: datetime) -> int:
        """Forget what was sent and never used, and remove bytes that nobody can read any more; returns how many."""
        before, removed = now - UNUSED, 0
        await queries.forget_unused(conn, before)
        names = [name async for name, since in self.store.names() if since < before]
        for start in range(0, len(names), 500):
            for name in await queries.without_key(conn, names[start : start + 500]):
                await self.store.delete(name)
                removed += 1
        return removed


def keeper_of(settings: Settings) -> Keeper | None:
    """The keeper of a deployment; none when it keeps no documents."""
    documents = settings.documents
    if not documents.are_kept:
        return None
    secrets = [key.get_secret_value() for key in (documents.key, documents.previous_key) if key]
    return Keeper(_store(documents), MasterKeys(secrets[0], tuple(secrets[1:])))


async def sweep_documents(desk: Desk) -> None:
    """Sweep now and then, until the service stops."""
    keeper = keeper_of(desk.settings)
    while True:
        if keeper:
            async with desk.pool.acquire() as conn:
                if removed := await keeper.sweep(conn, desk.clock.now()):
                    _log.info("documents_swept", removed=removed)
        await asyncio.sleep(_SWEEP_EVERY)


def checks(settings: Settings) -> list[Check]:
    """What `tilts verify` looks at: the bytes of every document are there, and are those that were sent."""
    keeper = keeper_of(settings)

    async def every_document_has_its_bytes(conn: asyncpg.Connection) -> list[str]:
        files = await queries.used_files(conn)
        if keeper is None:
            return [f"{len(files)} files of documents, and no documents.folder or documents.bucket"] if files else []
        found = [await _what_is_wrong(keeper, file) for file in files]
        return [*filter(None, found), *await queries.documents_without_files(conn)]

    return [every_document_has_its_bytes]


async def _what_is_wrong(keeper: Keeper, file: StoredFile) -> str | None:
    digest = sha256()
    try:
        async for piece in keeper.read(file):
            digest.update(piece)
    except Missing:
        return f"file {file.id} of document {file.document}: its bytes are not in the store"
    except Damaged as error:
        return f"file {file.id} of document {file.document}: {error}"
    if digest.hexdigest() != file.digest:
        return f"file {file.id} of document {file.document}: its bytes have another digest than was received"
    return None


def _store(documents: Documents) -> Store:
    if documents.bucket:
        # Whoever keeps documents in a folder need not load what speaks with buckets.
        from shared.files.s3 import BucketStore

        return BucketStore(documents.bucket)
    return FolderStore(documents.folder)
