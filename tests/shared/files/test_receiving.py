"""A file that comes is sealed on its way to the disk, and nothing of it stays when it is refused."""

import asyncio
import tempfile
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from shared.files.receiving import receiving
from shared.files.sealing import MasterKeys, opened
from tests.shared.files.samples import PDF, parts

FILE = UUID(int=7)
KEY, _ = MasterKeys("a master key for tests only, and for nobody").new_key(FILE)
LONG = PDF[:9] + bytes(range(256)) * 1000 + PDF[9:]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


async def test_it_is_counted_digested_and_kept_sealed(folder):
    async with receiving(parts(LONG, 7000), KEY, FILE, lambda _: None) as received:
        sealed = received.path.read_bytes()
        assert (received.size, received.digest) == (len(LONG), sha256(LONG).hexdigest())
        assert (received.name, LONG[:64] in sealed) == (sha256(sealed).hexdigest(), False)
        assert (received.head, received.tail) == (LONG[:64], LONG[-65536:])
        assert b"".join([piece async for piece in opened(KEY, FILE, parts(sealed, 5000))]) == LONG
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, ConnectionError, asyncio.CancelledError])
async def test_nothing_is_left_of_what_is_refused_or_cut_off(folder, error):
    async def breaking():
        async for part in parts(LONG[:50_000], 7000):
            yield part
        raise error

    with pytest.raises(error):
        async with receiving(breaking(), KEY, FILE, lambda _: None):
            pass
    assert list(folder.iterdir()) == []


async def test_what_is_wrong_is_said_as_soon_as_it_shows(folder):
    seen = []

    def check(received):
        seen.append(received.size)
        if received.size > 20_000:
            raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        async with receiving(parts(LONG, 7000), KEY, FILE, check):
            pass
    assert (seen, list(folder.iterdir())) == ([7000, 14_000, 21_000], [])
