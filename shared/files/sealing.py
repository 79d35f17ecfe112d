"""Encryption at rest: each file in pieces of AES-256-GCM under a key of its own, which a master key wraps.

Who deletes a file's wrapped key has shredded the file, wherever copies of it lie. A piece's place and whether it is the
last are part of its nonce, so that pieces cannot be swapped, repeated, moved to another file or left out unnoticed.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 65_536
_TAG, _NONCE = 16, 12


class Damaged(ValueError):
    """The sealed bytes are not those that were sealed, or the key is not theirs."""


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """`current` wraps new keys; what an earlier one wrapped is opened too. Secrets of 32 characters or more."""

    current: str
    earlier: tuple[str, ...] = ()

    def new_key(self, file: UUID) -> tuple[bytes, str]:
        """A key for one file, and how it is kept."""
        key, nonce = os.urandom(32), os.urandom(_NONCE)
        wrapped = _cipher(_derived(self.current)).encrypt(nonce, key, file.bytes)
        return key, b64encode(nonce + wrapped).decode()

    def key_of(self, file: UUID, kept: str) -> bytes:
        """The key that is kept for a file. Raises Damaged when no master key opens it."""
        sealed = b64decode(kept)
        for secret in (self.current, *self.earlier):
            key = _decrypted(_cipher(_derived(secret)), sealed[:_NONCE], sealed[_NONCE:], file)
            if key is not None:
                return key
        raise Damaged("the key of the file does not open: it was wrapped with another documents.key")


class Sealer:
    """Seals one file while it comes, piece by piece."""

    def __init__(self, key: bytes, file: UUID) -> None:
        self._cipher, self._file = _cipher(key), file.bytes
        self._waiting, self._number = b"", 0

    def add(self, data: bytes) -> bytes:
        """The sealed bytes that can be written so far; the last piece waits for `end`."""
        self._waiting += data
        sealed = bytearray()
        while len(self._waiting) > PIECE:
            sealed += self._seal(self._waiting[:PIECE], last=False)
            self._waiting = self._waiting[PIECE:]
        return bytes(sealed)

    def end(self) -> bytes:
        return self._seal(self._waiting, last=True)

    def _seal(self, piece: bytes, last: bool) -> bytes:
        self._number += 1
        return self._cipher.encrypt(_nonce(self._number, last), piece, self._file)


async def opened(key: bytes, file: UUID, sealed: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The plain pieces of a sealed file. Raises Damaged at the first that is not as it was sealed."""
    cipher, waiting, number = _cipher(key), b"", 0
    async for data in sealed:
        waiting += data
        while len(waiting) > PIECE + _TAG:
            number += 1
            yield _open(cipher, number, waiting[: PIECE + _TAG], file, last=False)
            waiting = waiting[PIECE + _TAG :]
    yield _open(cipher, number + 1, waiting, file, last=True)


def seal(key: bytes, file: UUID, parts: Iterable[bytes]) -> bytes:
    """A small file that is in memory anyway, sealed."""
    sealer = Sealer(key, file)
    return b"".join(sealer.add(part) for part in parts) + sealer.end()


def _open(cipher: "AESGCM", number: int, piece: bytes, file: UUID, last: bool) -> bytes:
    plain = _decrypted(cipher, _nonce(number, last), piece, file)
    if plain is None:
        raise Damaged(f"piece {number} of the file is not as it was sealed")
    return plain


def _cipher(key: bytes) -> "AESGCM":
    # Some nine megabytes that nobody needs who keeps no documents; loaded with the first.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _decrypted(cipher: "AESGCM", nonce: bytes, sealed: bytes, file: UUID) -> bytes | None:
    """What was sealed; none when it is not that, or not with this key."""
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(nonce, sealed, file.bytes)
    except InvalidTag:
        return None


def _nonce(number: int, last: bool) -> bytes:
    """Never the same twice under one key, for each file has its own."""
    return (number * 2 + last).to_bytes(_NONCE)


def _derived(secret: str) -> bytes:
    return sha256(b"tilts documents " + secret.encode()).digest()
