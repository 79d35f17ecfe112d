"""The real servers that tests share: one PostgreSQL and one broker a session (and a worker, under pytest-xdist).

Each lives in a folder of its own below the system's folder for temporary files. Its name carries the process id of
the test run, so that the next run finds what a killed one left over, ends its servers and removes it.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psutil
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from deploy.broker import Broker
from deploy.brokers import BROKERS
from deploy.local.postgres import Postgres
from deploy.local.process import Process

PREFIX = "tilts-test-"
NUMBERS = count(1)
_DEAR = ("tests/system", "tests/heavy/")
"""One `tilts up`, one Apache Kafka, one image built."""
_ALONE = "tests/services/test_openapi.py"
"""Its tests share nothing, and each takes a minute."""
_LONGEST = (_ALONE, "tests/heavy/kafka", "tests/heavy/image", "tests/faults/", "tests/system/", "tests/heavy/")
"""In the order in which they are begun."""


class Together(LoadFileScheduling):
    """In several processes the tests of a file stay together; of some folders all do, since they share what is dear."""

    def _split_scope(self, nodeid: str) -> str:
        # An example's name may hold a slash as well.
        file = nodeid.partition("::")[0]
        if file == _ALONE:
            return nodeid
        folder = file.rpartition("/")[0]
        return folder if folder.startswith(_DEAR) else super()._split_scope(nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Nearly all that is imported and collected stays: it is not walked meanwhile, which took a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: at the end no process waits long for another one."""
    for item in items:
        if item.nodeid.startswith("tests/heavy/"):
            item.add_marker("long")
    items.sort(key=lambda item: next((i for i, name in enumerate(_LONGEST) if item.nodeid.startswith(name)), 99))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """An embedded PostgreSQL for the whole session."""
    with own_postgres() as server:
        yield server


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """An embedded PostgreSQL. It does not wait for the disk: tests do not outlive the machine."""
    with session_folder("postgres") as folder:
        server = Postgres(folder, fsync=False)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def new_database(postgres) -> Iterator[Callable[[], str]]:
    """A function that creates an empty database and returns its address; they are dropped after the test."""
    created = []

    def create() -> str:
        created.append(f"test_{next(NUMBERS)}")
        postgres.create_database(created[-1])
        return postgres.dsn(created[-1])

    yield create
    for name in created:
        postgres.drop_database(name)


@pytest.fixture
def database(new_database) -> str:
    """The address of an empty database of this test's own."""
    return new_database()


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """The broker that TILTS_TEST_BROKER names (embedded or kafka). Tests that kill or wipe it start it again."""
    kind = os.environ.get("TILTS_TEST_BROKER", "embedded")
    if kind not in BROKERS:
        raise pytest.UsageError(f"TILTS_TEST_BROKER is {kind!r}; it must be one of {', '.join(BROKERS)}")
    with session_folder(kind) as folder:
        server = BROKERS[kind](folder)
        server.start()
        yield server
        server.stop()


@contextmanager
def session_folder(name: str) -> Iterator[Path]:
    """Give an empty folder with a short path, and remove it afterwards, with those of runs that were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}{name}-*"):
        remove_if_orphaned(left, name)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{name}-{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def remove_if_orphaned(folder: Path, name: str) -> None:
    """End the servers of `folder` and remove it, when the test run that made it is gone."""
    owner = int(folder.name.removeprefix(f"{PREFIX}{name}-").split("-")[0])
    if psutil.pid_exists(owner):
        return
    for record in folder.glob("*.json"):
        # What a run writes beside the records of its servers (a day's figures) names no process.
        if "pid" in record.read_text(encoding="utf-8", errors="replace"):
            Process(record.stem, folder).end_leftover()
    shutil.rmtree(folder, ignore_errors=True)
