"""Which partition a key belongs to: the same in the log, on Kafka and in every language.

CRC-32 (librdkafka's `consistent` partitioner) is standard, in every library and fast. Never Python's `hash()`, which
changes with every process. The name is stored in the log and compared at start.
"""

from zlib import crc32

HASH_NAME = "crc32"


def partition_of(key: str, partitions: int) -> int:
    """The partition, 0 … partitions − 1, of a key (its UTF-8 bytes)."""
    return crc32(key.encode()) % partitions
