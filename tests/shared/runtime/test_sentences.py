"""A service that cannot start says why, and how to mend it, before anything has moved."""

import asyncio
import socket

import pytest

from deploy.local.ports import free_port
from services.intake.app import DEFINITION
from shared.runtime.errors import CannotStart
from shared.runtime.migrate import migrate
from shared.runtime.serve import serve
from shared.security import DevelopmentOnly
from shared.settings import Settings, SettingsError
from shared.stream.log import LogMismatch

KEYS = {"TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 40, "TILTS_SECURITY__INDEX_KEY": "i" * 40}


async def started(**environment: str) -> None:
    """Serve intake until it would wait for something; raises why it cannot."""
    stop = asyncio.Event()
    stop.set()
    given = KEYS | {f"TILTS_{name}": value for name, value in environment.items()}
    settings = Settings.load("liepaja", {name: value for name, value in given.items() if value})
    await serve([DEFINITION], settings, stop=stop)


@pytest.fixture
async def here(database) -> dict[str, str]:
    """The environment of an intake that can start."""
    found = {"DATABASE__DSN": database, "HTTP__PORT": str(free_port()), "BROKER__BOOTSTRAP_SERVERS": "127.0.0.1:1"}
    settings = Settings.load("liepaja", KEYS | {f"TILTS_{name}": value for name, value in found.items()})
    await migrate(DEFINITION, settings)
    return found


async def test_with_everything_there_it_starts_and_stops(here):
    assert await started(**here) is None


@pytest.mark.parametrize(
    ("changed", "error", "sentence"),
    [
        ({"SECURITY__DEVELOPMENT_KEY": ""}, SettingsError, "security.development_key is missing; set TILTS_SECURITY"),
        ({"SECURITY__DEVELOPMENT_KEY": "short"}, SettingsError, "must have at least 32 bytes; make a longer one"),
        ({"SECURITY__INDEX_KEY": ""}, SettingsError, "security.index_key is missing; set TILTS_SECURITY__INDEX_KEY"),
        (
            {
                "DEPLOYMENT__MODE": "production",
                "SECURITY__DEVELOPMENT_KEY": "",
                "PARTNERS__KRIZES_CENTRS__WEBHOOK_URL": "https://example.org/",
            },
            DevelopmentOnly,
            "set [deployment] mode to development, or configure an identity provider",
        ),
        ({"LOG__PARTITIONS": "5"}, LogMismatch, "the log belongs to intake with 6 partitions"),
        (
            {"DATABASE__DSN": "postgresql://tilts@127.0.0.1:1/x"},
            CannotStart,
            "the database of intake does not answer: start PostgreSQL, or correct database.dsn",
        ),
        (
            {"DATABASE__DSN": "mysql://tilts@127.0.0.1/x"},
            CannotStart,
            "the database of intake has an address that cannot be read: correct database.dsn",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
async def test_what_is_wrong_with_the_settings(here, changed, error, sentence):
    with pytest.raises(error) as raised:
        await started(**here | changed)
    assert sentence in str(raised.value)


async def test_a_database_that_does_not_exist(here):
    with pytest.raises(CannotStart, match="does not exist: create it, then run `tilts migrate`"):
        await started(**here | {"DATABASE__DSN": here["DATABASE__DSN"].replace("/test_", "/no_such_")})


async def test_a_database_that_was_not_migrated(here, new_database):
    with pytest.raises(CannotStart, match="has no tables: run `tilts migrate`"):
        await started(**here | {"DATABASE__DSN": new_database()})


async def test_a_port_that_is_taken(here):
    with socket.create_server(("127.0.0.1", int(here["HTTP__PORT"]))), pytest.raises(CannotStart) as raised:
        await started(**here)
    assert f"port {here['HTTP__PORT']} on 127.0.0.1 cannot be listened on" in str(raised.value)
    assert "take another one with TILTS_HTTP__PORT" in str(raised.value)


async def test_what_was_opened_before_is_closed_again(here):
    with pytest.raises(LogMismatch):
        await started(**here | {"LOG__PARTITIONS": "5"})
    await started(**here)
