"""Makes aiokafka survive what a hostile partner may have written.

Kafka's protocol says that a header's name is text, but no broker checks it, and the client's decoder raises: one such
record would stop its partition for ever, and drop what was fetched of others with it. Here a batch that cannot be
decoded is decoded again by the client's own Python decoder, with such names escaped. And a batch that would take more
memory than we give it when decompressed is replaced by one record that says so, and is parked and answered like any
other that cannot be read. (Batches of the formats before Kafka 0.11 are passed on as they are: no broker takes them.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import DefaultRecordBatch, _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy

from shared.stream.bounded import decompressed

_AT_ONCE = 64 * 2**20
"""Bytes that what is fetched of one partition at once, a megabyte as it travels, may be when decompressed."""
_LENGTH_AT, _ATTRIBUTES_AT, _HEAD = 8, 21, 61
"""Where the head of a batch has its length and its attributes, and where the records begin (format 2)."""
_CODEC = 0b111
TOO_LARGE = "lv.tilts.partner.batch-too-large.v1"
"""The type of the record that stands for a batch which was not decompressed."""


class _Escaping(bytearray):
    """Bytes that decode to text whatever they are."""

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        return _Escaping(found) if isinstance(key, slice) else found

    def decode(self, *_: Any) -> str:
        return super().decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class _Instead:
    """The record that stands for a whole batch, at its last offset."""

    offset: int
    timestamp: int
    timestamp_type: int
    key: None = None
    value: None = None
    headers: tuple[tuple[str, bytes], ...] = (("ce_type", TOO_LARGE.encode()),)
    checksum: None = None


class _Batch:
    """A batch in the fast decoder, and in the tolerant one when that fails. `data` is None for one too large."""

    def __init__(self, fast: Any, data: bytes | memoryview | None) -> None:
        self._fast = fast
        self._data = data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fast, name)

    def __next__(self) -> Any:
        return next(self._fast)

    def __iter__(self) -> Iterator:
        if self._data is None:
            fast = self._fast
            return iter([_Instead(fast.next_offset - 1, fast.max_timestamp, fast.timestamp_type)])
        try:
            return iter(list(DefaultRecordBatch(self._data)))
        except UnicodeDecodeError:
            tolerant = iter(_DefaultRecordBatchPy(self._data))
            tolerant._buffer = _Escaping(tolerant._buffer)
            return tolerant


class TolerantRecords:
    """What was fetched of one partition, batch by batch: the client's interface, as far as its fetcher uses it."""

    def __init__(self, data: bytes) -> None:
        self._records = _MemoryRecordsPy(data)
        self._room = _AT_ONCE

    def size_in_bytes(self) -> int:
        return self._records.size_in_bytes()

    def has_next(self) -> bool:
        return self._records.has_next()

    def next_batch(self) -> Any:
        data = self._records._next_slice
        batch = self._records.next_batch()
        return _Batch(batch, self._plain(data)) if isinstance(batch, DefaultRecordBatch) else batch

    def _plain(self, data: memoryview) -> bytes | memoryview | None:
        """The same batch with nothing compressed; None when there is no room left for that."""
        codec = data[_ATTRIBUTES_AT + 1] & _CODEC
        if not codec:
            return data
        records = decompressed(codec, bytes(data[_HEAD:]), self._room)
        if records is None:
            return None
        self._room -= len(records)
        head = bytearray(data[:_HEAD])
        head[_ATTRIBUTES_AT + 1] &= ~_CODEC & 0xFF
        head[_LENGTH_AT : _LENGTH_AT + 4] = (_HEAD - _LENGTH_AT - 4 + len(records)).to_bytes(4)
        return bytes(head) + records


def tolerate() -> None:
    """Let every consumer of this process decode tolerantly. Safe to repeat."""
    fetcher.MemoryRecords = TolerantRecords
