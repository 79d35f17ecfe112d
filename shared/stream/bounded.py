"""Decompressing no more than fits: a megabyte that a partner compressed can hold gigabytes, and brokers let it pass.

What is fetched at once is bounded by Kafka only as it travels, compressed (`max_partition_fetch_bytes`).
"""

import gzip
import io
import struct
import zlib
from collections.abc import Callable

import cramjam

_XERIAL = b"\x82SNAPPY\x00"
_XERIAL_HEADER = 16


def decompressed(codec: int, data: bytes, limit: int) -> bytes | None:
    """The content, by the number that Kafka has for the codec; None when it is larger than `limit` bytes, or broken."""
    try:
        return _CODECS[codec](data, limit)
    except (KeyError, OSError, ValueError, EOFError, zlib.error, struct.error, cramjam.DecompressionError):
        return None


def _gzip(data: bytes, limit: int) -> bytes | None:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        found = file.read(limit + 1)
    return found if len(found) <= limit else None


def _into(decompress: Callable[[bytes, bytearray], int]) -> Callable[[bytes, int], bytes]:
    """For codecs that stop when the room they are given is full. Memory that is not written to is never taken."""

    def bounded(data: bytes, limit: int) -> bytes:
        room = bytearray(limit)
        written = decompress(data, room)
        return bytes(memoryview(room)[:written])

    return bounded


def _snappy(data: bytes, limit: int) -> bytes | None:
    if not data.startswith(_XERIAL):
        return _snappy_block(data, limit)
    found, at, left = [], _XERIAL_HEADER, limit
    while at < len(data):
        (size,) = struct.unpack_from("!i", data, at)
        if size <= 0:
            return None
        block = _snappy_block(data[at + 4 : at + 4 + size], left)
        if block is None:
            return None
        found.append(block)
        at, left = at + 4 + size, left - len(block)
    return b"".join(found)


def _snappy_block(data: bytes, limit: int) -> bytes | None:
    return bytes(cramjam.snappy.decompress_raw(data)) if cramjam.snappy.decompress_raw_len(data) <= limit else None


_CODECS = {1: _gzip, 2: _snappy, 3: _into(cramjam.lz4.decompress_into), 4: _into(cramjam.zstd.decompress_into)}
