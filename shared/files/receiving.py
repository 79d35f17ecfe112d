"""A file while it comes: sealed into a temporary file, counted, digested, and told by its content."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.files.kinds import HEAD, TAIL
from shared.files.sealing import Sealer


@dataclass(slots=True)
class Received:
    """What has come so far: the plain size and digest, the first and last bytes, and where the sealed bytes lie."""

    path: Path
    sealer: Sealer
    size: int = 0
    head: bytes = b""
    tail: bytes = b""
    _plain: Any = field(default_factory=sha256)
    _sealed: Any = field(default_factory=sha256)

    @property
    def digest(self) -> str:
        """The SHA-256 of what came."""
        return self._plain.hexdigest()

    @property
    def name(self) -> str:
        """The SHA-256 of what is kept, which is its name."""
        return self._sealed.hexdigest()

    def add(self, data: bytes) -> bytes:
        self.size += len(data)
        self.head = (self.head + data)[:HEAD] if len(self.head) < HEAD else self.head
        self.tail = (self.tail + data)[-TAIL:]
        self._plain.update(data)
        return self.note(self.sealer.add(data))

    def note(self, sealed: bytes) -> bytes:
        self._sealed.update(sealed)
        return sealed


@asynccontextmanager
async def receiving(stream: AsyncIterator[bytes], key: bytes, file: UUID, check) -> AsyncIterator[Received]:
    """Take a stream in. The sealed temporary file is there inside this context, and gone after it, whatever happens.

    `check(received)` is called with what has come so far, as often as something comes; it raises what is wrong.
    """
    handle, name = tempfile.mkstemp(prefix="tilts-upload-")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            received = Received(path, Sealer(key, file))
            async for data in stream:
                # Hashing and sealing let go of the interpreter's lock: other requests go on meanwhile.
                sealed = await asyncio.to_thread(received.add, data)
                check(received)
                if sealed:
                    await asyncio.to_thread(out.write, sealed)
            out.write(received.note(received.sealer.end()))
        yield received
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)
