"""Makes aiokafka survive a header whose name is not UTF-8.

Kafka's protocol says that a header's name is text, but no broker checks it, and the client's decoder raises: one such
record from a hostile partner would stop its partition for ever, and drop what was fetched of others with it. Here a
batch that cannot be decoded is decoded again by the client's own Python decoder, with such names escaped.
"""

from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import DefaultRecordBatch, _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy


class _Escaping(bytearray):
    """Bytes that decode to text whatever they are."""

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        return _Escaping(found) if isinstance(key, slice) else found

    def decode(self, *_: Any) -> str:
        return super().decode("utf-8", "backslashreplace")


class _Batch:
    """A batch in the fast decoder, and in the tolerant one when that fails."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._fast = DefaultRecordBatch(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fast, name)

    def __next__(self) -> Any:
        return next(self._fast)

    def __iter__(self) -> Iterator:
        try:
            return iter(list(self._fast))
        except UnicodeDecodeError:
            tolerant = iter(_DefaultRecordBatchPy(self._data))
            tolerant._buffer = _Escaping(tolerant._buffer)
            return tolerant


class TolerantRecords:
    """What was fetched of one partition, batch by batch: the client's interface, as far as its fetcher uses it."""

    def __init__(self, data: bytes) -> None:
        self._records = _MemoryRecordsPy(data)

    def size_in_bytes(self) -> int:
        return self._records.size_in_bytes()

    def has_next(self) -> bool:
        return self._records.has_next()

    def next_batch(self) -> Any:
        data = self._records._next_slice
        batch = self._records.next_batch()
        return _Batch(data) if isinstance(batch, DefaultRecordBatch) else batch


def tolerate() -> None:
    """Let every consumer of this process decode tolerantly. Safe to repeat."""
    fetcher.MemoryRecords = TolerantRecords
