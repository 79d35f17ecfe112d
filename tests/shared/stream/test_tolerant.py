"""A header whose name is no text hurts nobody: not its own record, not those beside it."""

import pytest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from shared.stream.tolerant import TolerantRecords


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
