"""Where sealed bytes lie: a small port, and a folder that keeps to it."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_READ = 1 << 18


class Missing(LookupError):
    """There are no bytes of this name."""


class Store(Protocol):
    """Bytes by name; a name is the SHA-256 of the bytes, in hexadecimal."""

    async def put(self, name: str, file: Path) -> None:
        """Keep a file under its name, once and for good; it is certain when this returns. Again: nothing."""

    def read(self, name: str) -> AsyncIterator[bytes]:
        """The bytes, in parts. Raises Missing."""

    async def delete(self, name: str) -> None:
        """Remove the bytes; nothing when they are gone already."""

    def names(self) -> AsyncIterator[tuple[str, datetime]]:
        """Every name that is kept, with when its bytes came."""


class FolderStore:
    """A folder, with the files spread over 256 folders by the first two letters of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, name: str, file: Path) -> None:
        await asyncio.to_thread(self._put, name, file)

    async def read(self, name: str) -> AsyncIterator[bytes]:
        try:
            file = await asyncio.to_thread(self._path(name).open, "rb")
        except FileNotFoundError:
            raise Missing(name) from None
        try:
            while part := await asyncio.to_thread(file.read, _READ):
                yield part
        finally:
            file.close()

    async def delete(self, name: str) -> None:
        await asyncio.to_thread(self._path(name).unlink, missing_ok=True)

    async def names(self) -> AsyncIterator[tuple[str, datetime]]:
        for folder in await asyncio.to_thread(lambda: sorted(self._folder.glob("[0-9a-f][0-9a-f]"))):
            for file in await asyncio.to_thread(lambda folder=folder: sorted(folder.glob("[0-9a-f]*"))):
                yield file.name, datetime.fromtimestamp(file.stat().st_mtime, UTC)

    def _put(self, name: str, file: Path) -> None:
        target = self._path(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = target.with_name(f".{name}.{os.getpid()}")
        with file.open("rb") as source, beside.open("wb") as copy:
            while part := source.read(_READ):
                copy.write(part)
            copy.flush()
            os.fsync(copy.fileno())
        # A reader sees all of it or nothing, and a crash right after this loses neither the bytes nor the name.
        beside.rename(target)
        for folder in (target.parent, self._folder):
            _sync(folder)

    def _path(self, name: str) -> Path:
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise ValueError("bytes are kept under a SHA-256 in hexadecimal")
        return self._folder / name[:2] / name


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
