"""A header whose name is no text, or a batch that would fill the memory, hurts nobody: not those beside it either."""

import tracemalloc

import pytest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from shared.stream import tolerant
from shared.stream.tolerant import TOO_LARGE, TolerantRecords


def fetched(names: list[str]) -> bytes:
    """A batch as the broker gives it, one record for each name of a header; `~~` stands for two bytes of no text."""
    builder = DefaultRecordBatchBuilder(
        magic=2, compression_type=0, is_transactional=0, producer_id=-1, producer_epoch=-1, base_sequence=-1,
        batch_size=10_000,
    )  # fmt: skip
    for offset, name in enumerate(names):
        builder.append(offset, timestamp=1, key=b"key", value=b"%d" % offset, headers=[(name, b"value")])
    return bytes(builder.build()).replace(b"~~", b"\xff\xfe")


def decoded(records: TolerantRecords | MemoryRecords) -> list[tuple[bytes, str]]:
    found = []
    while records.has_next():
        found += [(record.value, record.headers[0][0]) for record in records.next_batch()]
    return found


def test_the_client_alone_loses_the_whole_batch():
    with pytest.raises(UnicodeDecodeError):
        decoded(MemoryRecords(fetched(["ce_id", "~~", "ce_type"])))


@pytest.mark.parametrize("names", [["~~"], ["ce_id", "~~", "ce_type"], ["~~", "~~"]])
def test_every_record_is_read_and_the_name_escaped(names):
    wanted = [(b"%d" % n, r"\xff\xfe" if name == "~~" else name) for n, name in enumerate(names)]
    assert decoded(TolerantRecords(fetched(names))) == wanted


def test_good_batches_are_read_as_ever():
    data = fetched(["ce_id", "ēnosaukums"]) + fetched(["ce_type"])
    assert decoded(TolerantRecords(data)) == decoded(MemoryRecords(data))


CODECS = {"gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}


def compressed(codec: str, *values: bytes, first: int = 0) -> bytes:
    """A batch as the broker gives it, from offset `first` on."""
    builder = DefaultRecordBatchBuilder(
        magic=2, compression_type=CODECS[codec], is_transactional=0, producer_id=-1, producer_epoch=-1,
        base_sequence=-1, batch_size=2**31 - 1,
    )  # fmt: skip
    for offset, value in enumerate(values):
        builder.append(offset, timestamp=1, key=b"key", value=value, headers=[("ce_type", b"any")])
    built = bytearray(builder.build())
    built[:8] = first.to_bytes(8)
    return bytes(built)


@pytest.mark.parametrize("codec", CODECS)
def test_what_is_compressed_and_fits_is_read_as_ever(codec):
    data = compressed(codec, b"one" * 100, b"two" * 100) + compressed(codec, b"three" * 50_000, first=2)
    read = [record.value for batch in batches(TolerantRecords(data)) for record in batch]
    assert read == [record.value for batch in batches(MemoryRecords(data)) for record in batch]


@pytest.mark.parametrize("codec", CODECS)
def test_a_bomb_is_one_record_that_says_so_and_those_around_it_are_read(codec, monkeypatch):
    size = 2**24
    monkeypatch.setattr(tolerant, "_AT_ONCE", size // 16)
    bomb = compressed(codec, bytes(size), first=7)
    assert len(bomb) < size / 15
    data = compressed(codec, b"before") + bomb + compressed(codec, b"after", first=8)
    tracemalloc.start()
    read = [record for batch in batches(TolerantRecords(data)) for record in batch]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(record.offset, record.value) for record in read] == [(0, b"before"), (7, None), (8, b"after")]
    assert read[1].headers == (("ce_type", TOO_LARGE.encode()),)
    assert most < size / 3


def test_many_small_bombs_are_one_large_one(monkeypatch):
    monkeypatch.setattr(tolerant, "_AT_ONCE", 10_000)
    data = b"".join(compressed("zstd", bytes(4_000), first=offset) for offset in range(5))
    read = [record.value for batch in batches(TolerantRecords(data)) for record in batch]
    assert [value and len(value) for value in read] == [4_000, 4_000, None, None, None]


def test_what_is_no_compressed_data_is_one_record_that_cannot_be_read():
    data = bytearray(compressed("gzip", b"value" * 100))
    data[70:90] = b"x" * 20
    assert [record.value for batch in batches(TolerantRecords(bytes(data))) for record in batch] == [None]


def batches(records: TolerantRecords | MemoryRecords):
    while records.has_next():
        yield records.next_batch()
