"""A file that comes is refused as soon as it shows what is wrong, with what to do about it."""

import tempfile
from hashlib import sha256

import pytest

from services.cases.documents.keeping import Keeper
from shared.contracts.document_codes import MediaKind
from shared.decision import Refusal
from shared.files.sealing import Damaged, MasterKeys
from shared.files.store import FolderStore, Missing
from tests.services.cases.samples import MONDAY
from tests.shared.files.samples import HEIC, JPEG, PDF, PNG, WHOLE, parts

LONG = PDF[:9] + b"\x00" * 200_000 + PDF[9:]


@pytest.fixture
def keeper(tmp_path, monkeypatch) -> Keeper:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Keeper(FolderStore(tmp_path / "store"), MasterKeys("a master key for tests only, and for nobody"))


async def receive(keeper, data, declared=None, length=None, digest=None):
    return await keeper.receive(parts(data, 30_000), "marta", declared, length, digest, MONDAY)


async def read(keeper, file) -> bytes:
    return b"".join([piece async for piece in keeper.read(file)])


@pytest.mark.parametrize("media_type", WHOLE)
async def test_each_kind_comes_and_is_read_again(keeper, media_type):
    data = WHOLE[media_type]
    file = await receive(keeper, data, media_type, len(data), sha256(data).hexdigest())
    assert (file.media, file.size) == (MediaKind(media_type.rpartition("/")[2]), len(data))
    assert await read(keeper, file) == data


@pytest.mark.parametrize(
    ("data", "said", "code"),
    [
        (b"", {}, "upload-empty"),
        (b"", {"declared": "application/pdf"}, "upload-empty"),
        (b"%PDF", {}, "upload-type-not-taken"),
        (b"MZ" + b"\x00" * 100, {"declared": "application/pdf"}, "upload-type-not-taken"),
        (b"<html><script>" + b" " * 100, {"declared": "image/png"}, "upload-type-not-taken"),
        (PNG, {"declared": "application/pdf"}, "upload-lies-about-its-type"),
        (PDF, {"declared": "image/jpeg"}, "upload-lies-about-its-type"),
        (PDF, {"declared": "text/html"}, "upload-lies-about-its-type"),
        (PDF[:-8], {}, "upload-cut-off"),
        (JPEG[:-2], {}, "upload-cut-off"),
        (LONG, {"length": len(LONG) + 1}, "upload-cut-off"),
        (LONG, {"digest": "0" * 64}, "upload-digest-differs"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_stays(keeper, tmp_path, data, said, code):
    with pytest.raises(Refusal) as refused:
        await receive(keeper, data, **said)
    assert (refused.value.code, [file for file in tmp_path.rglob("*") if file.is_file()]) == (code, [])


async def test_a_lie_is_told_before_the_rest_has_come(keeper):
    came = []

    async def stream():
        for part in (HEIC, *[b"\x00" * 1000] * 9):
            came.append(part)
            yield part

    with pytest.raises(Refusal, match="upload-lies-about-its-type"):
        await keeper.receive(stream(), "marta", "application/pdf", None, None, MONDAY)
    assert len(came) <= 2


@pytest.mark.parametrize(
    ("broken", "error"),
    [(lambda file: file.unlink(), Missing), (lambda file: file.write_bytes(file.read_bytes()[:-1]), Damaged)],
    ids=["gone", "cut off"],
)
async def test_bytes_that_are_not_as_they_were_are_not_shown(keeper, tmp_path, broken, error):
    file = await receive(keeper, LONG)
    broken(tmp_path / "store" / file.stored[:2] / file.stored)
    with pytest.raises(error):
        await read(keeper, file)


async def test_no_word_of_a_file_lies_in_the_folder(keeper, tmp_path):
    await receive(keeper, LONG + b"Berzins Janis\n%%EOF")
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert len(kept) > len(LONG)
    assert b"Berzins" not in kept and b"%PDF" not in kept


async def test_memory_is_bounded_however_large_the_file_is(keeper):
    import tracemalloc

    async def stream(size=32):
        yield PDF[:9]
        for _ in range(size):
            yield b"\x00" * 1_000_000
        yield PDF[9:]

    tracemalloc.start()
    try:
        file = await keeper.receive(stream(), "marta", None, None, None, MONDAY)
        async for _ in keeper.read(file):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert file.size > 32_000_000
    assert peak < 12_000_000
