"""One conformance suite for every place where sealed bytes lie: a folder, and a bucket of a real server."""

from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from shared.files.s3 import BucketStore
from shared.files.store import FolderStore, Missing
from shared.settings.documents import Bucket

DATA = bytes(range(256)) * 4096
NAME = sha256(DATA).hexdigest()
NOTHING = "0" * 64


@contextmanager
def bucket():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        keys = {"aws_access_key_id": "tests", "aws_secret_access_key": "only"}
        endpoint = f"http://{host}:{port}"
        client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-north-1", **keys)
        client.create_bucket(Bucket="tilts", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
        yield BucketStore(Bucket(name="tilts", endpoint=endpoint, access_key_id="tests", secret_access_key="only"))
    finally:
        server.stop()


@contextmanager
def folder(path: Path):
    yield FolderStore(path)


@pytest.fixture(scope="module", params=["folder", "bucket"])
def store(request, tmp_path_factory):
    with folder(tmp_path_factory.mktemp("store")) if request.param == "folder" else bucket() as kept:
        yield kept


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "sealed"
    path.write_bytes(DATA)
    return path


async def read(store, name: str) -> bytes:
    return b"".join([part async for part in store.read(name)])


async def names(store) -> list[str]:
    return [name async for name, _ in store.names()]


async def test_what_is_put_is_read_and_put_again_is_the_same(store, file):
    await store.put(NAME, file)
    await store.put(NAME, file)
    assert (await read(store, NAME), await names(store)) == (DATA, [NAME])
    await store.delete(NAME)


async def test_it_comes_in_parts(store, file):
    await store.put(NAME, file)
    assert max([len(part) async for part in store.read(NAME)]) < len(DATA)
    await store.delete(NAME)


async def test_when_it_came_is_known(store, file):
    await store.put(NAME, file)
    ((name, since),) = [found async for found in store.names()]
    assert (name, since.utcoffset() is not None) == (NAME, True)
    await store.delete(NAME)


async def test_what_is_deleted_is_gone_and_deleting_it_again_is_nothing(store, file):
    await store.put(NAME, file)
    await store.delete(NAME)
    await store.delete(NAME)
    assert await names(store) == []
    with pytest.raises(Missing):
        await read(store, NAME)


async def test_what_was_never_put_is_missing(store):
    with pytest.raises(Missing):
        await read(store, NOTHING)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
async def test_a_folder_takes_no_name_that_leads_elsewhere(tmp_path, file, name):
    with pytest.raises(ValueError, match="SHA-256"):
        await FolderStore(tmp_path).put(name, file)
