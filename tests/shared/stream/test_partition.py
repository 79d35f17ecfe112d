"""A key lies in the same partition for ever, in every language: the check values of CRC-32."""

import pytest

from shared.stream.partition import HASH_NAME, partition_of


@pytest.mark.parametrize(
    ("key", "crc"),
    [("", 0), ("123456789", 0xCBF43926), ("a", 0xE8B7BE43)],
)
def test_the_partition_is_the_crc_of_the_key(key, crc):
    assert partition_of(key, 6) == crc % 6


def test_its_name_is_kept_in_every_log():
    assert HASH_NAME == "crc32"
