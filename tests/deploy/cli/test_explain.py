"""Each kind of failure has its exit code, its reason and a way to mend it."""

import asyncpg
import httpx
import pytest

from deploy.cli.exits import Exit, Failure
from deploy.cli.explain import explain
from deploy.local.process import ServerError
from shared.database.migrations import MigrationError
from shared.security import DevelopmentOnly
from shared.settings import SettingsError
from shared.stream.bus import BusUnavailable
from shared.stream.log import LogMismatch
from shared.stream.recover import NothingToRecover
from shared.stream.replay import NotParked


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SettingsError("liepaja", ["http.prot is unknown."]), Exit.CONFIGURATION, "http.prot is unknown"),
        (DevelopmentOnly("refused outside development"), Exit.CREDENTIALS, "refused outside development"),
        (ServerError("port 9092 is taken"), Exit.UNREACHABLE, "port 9092 is taken"),
        (BusUnavailable("timed out"), Exit.UNREACHABLE, "the broker does not answer"),
        (httpx.ConnectError("refused"), Exit.UNREACHABLE, "a service does not answer"),
        (ConnectionRefusedError("refused"), Exit.UNREACHABLE, "does not answer"),
        (LogMismatch("the log belongs to cases"), Exit.DATA, "belongs to cases"),
        (MigrationError("changed after it had run"), Exit.DATA, "changed after it had run"),
        (NotParked("no parked record"), Exit.DATA, "tilts parked list"),
        (NothingToRecover("not closed"), Exit.DATA, "tilts status"),
        (asyncpg.InvalidPasswordError("no"), Exit.CREDENTIALS, "refuses the user or the password"),
        (asyncpg.InvalidCatalogNameError("no"), Exit.CONFIGURATION, "the database does not exist"),
        (asyncpg.UndefinedTableError("no"), Exit.CONFIGURATION, "tilts migrate"),
        (asyncpg.UniqueViolationError("no"), Exit.DATA, "PostgreSQL refused a statement"),
        (KeyError("Anna"), Exit.BUG, "KeyError"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_failure_is_explained(error, code, said):
    failure = explain(error)
    assert failure.code is code
    assert said in str(failure)


def test_what_is_explained_already_stays_as_it_is():
    failure = Failure(Exit.USAGE, "which municipality?")
    assert explain(failure) is failure


def test_it_says_what_why_and_how_to_mend_it_and_nothing_that_is_not_known():
    assert str(Failure(Exit.DATA, "it broke", "rust", "paint it")) == "tilts: it broke\n  why:  rust\n  mend: paint it"
    assert str(Failure(Exit.DATA, "it broke", mend="paint it")) == "tilts: it broke\n  mend: paint it"
