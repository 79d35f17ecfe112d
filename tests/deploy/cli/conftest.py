"""The command line as a shell sees it: what it prints on both streams, and its exit code. And a municipality with
databases, broker and secrets of its own, but no service that runs."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.cli.exits import Exit
from deploy.cli.main import main
from deploy.services import DEFINITIONS
from shared.runtime.migrate import migrate
from shared.settings import Settings
from shared.settings.settings import MUNICIPALITIES
from tests.services.running import opened


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def tilts(capsys, monkeypatch, tmp_path) -> Callable[..., Said]:
    """Run a command in this process, without any deployment that `tilts up` may have left on this machine."""
    for name in ("TILTS_MUNICIPALITY", "TILTS_FOLDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("deploy.up.folder.STATE", tmp_path / "state")

    def run(*words: str) -> Said:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run


@pytest.fixture
def file(tmp_path) -> Path:
    """Liepāja's file, in a folder where it may be written."""
    shutil.copytree(MUNICIPALITIES, tmp_path / "municipalities")
    return tmp_path / "municipalities" / "liepaja.toml"


@pytest.fixture
def deployed(file, monkeypatch, tmp_path, postgres, broker) -> Settings:
    """The same with intake's and notifications' databases, a broker, and a folder of secrets, empty."""
    (tmp_path / "secrets").mkdir()
    names = {"intake": "cli_intake", "notifications": "cli_notifications"}
    for name in names.values():
        postgres.create_database(name)
    given = {
        **{f"DATABASE__DSN_{service.upper()}": postgres.dsn(name) for service, name in names.items()},
        "DATABASE__POOL_MIN": "0",
        "BROKER__BOOTSTRAP_SERVERS": broker.bootstrap,
        "SECRETS__FOLDER": str(tmp_path / "secrets"),
        "SECURITY__DEVELOPMENT_KEY": "k" * 40,
        "SECURITY__INDEX_KEY": "i" * 40,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"TILTS_{name}", value)
    (tmp_path / "secrets" / "partners__krizes-centrs__webhook_secret").write_text("whsec_" + "A" * 32)
    settings = Settings.load(file)
    asyncio.run(_began(settings, names))
    yield settings
    for name in names.values():
        postgres.drop_database(name)


async def _began(settings: Settings, services: Iterable[str]) -> None:
    """As if the services had run once: their logs are open, and they know their configuration."""
    for service in services:
        definition = DEFINITIONS[service]
        await migrate(definition, settings)
        async with opened(definition, settings) as process:
            await process.pool.execute("update log_identity set incarnation = log_incarnation()")
            if definition.prepare:
                await definition.prepare(process.desk)


@pytest.fixture
def json_of(tilts, file, deployed) -> Callable:
    """Run a command on this municipality, which must go well, and read its JSON."""

    def run(*words: str):
        said = tilts(*words, "-m", str(file), "--json")
        assert said.code == Exit.OK, said.err
        return json.loads(said.out)

    return run


@pytest.fixture
def refusal_of(tilts, file, deployed) -> Callable[..., str]:
    """Run a command on this municipality, which must not go, and give what it says."""

    def run(*words: str) -> str:
        said = tilts(*words, "-m", str(file))
        assert said.code == Exit.USAGE, said.err
        return said.err

    return run
