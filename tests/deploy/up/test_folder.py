"""The state folder: secrets made once and kept to their owner, one `tilts up` at a time, an environment to find it."""

import stat
import subprocess
import sys

import pytest

from deploy.up.folder import AlreadyRunning, StateFolder, folder_of
from shared.settings import Settings


@pytest.fixture
def folder(tmp_path) -> StateFolder:
    return StateFolder(tmp_path / "liepaja")


def test_secrets_are_made_once_and_only_their_owner_can_read_them(folder):
    settings = Settings.load("liepaja", {})
    with folder.held():
        folder.make_secrets(settings)
        made = {file.name: file.read_text() for file in folder.secrets.iterdir()}
        folder.make_secrets(settings)
    assert set(made) == {
        "security__development_key", "security__index_key", "documents__key", "partners__krizes-centrs__webhook_secret"
    }  # fmt: skip
    assert made == {file.name: file.read_text() for file in folder.secrets.iterdir()}
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in folder.secrets.iterdir())


def test_the_settings_find_the_secrets(folder):
    with folder.held():
        folder.make_secrets(Settings.load("liepaja", {}))
        settings = Settings.load("liepaja", {"TILTS_SECRETS__FOLDER": str(folder.secrets)})
    assert len(settings.security.index_key.get_secret_value()) >= 32
    assert settings.partners["krizes-centrs"].webhook_secret.get_secret_value().startswith("whsec_")


def test_the_environment_comes_back_as_it_was_written(folder):
    values = {
        "TILTS_MUNICIPALITY": "liepaja",
        "TILTS_DATABASE__DSN": "postgresql://postgres@/tilts_{service}?host=%2Ftmp",
    }
    with folder.held():
        folder.write_environment(values)
    assert folder.read_environment() == values
    assert stat.S_IMODE(folder.environment.stat().st_mode) == 0o600


def test_a_shell_reads_the_same_environment(folder):
    with folder.held():
        folder.write_environment({"TILTS_HTTP__PORT": "8080"})
    command = f"set -a; . {folder.environment}; printf %s $TILTS_HTTP__PORT"
    assert subprocess.run(["sh", "-c", command], check=True, capture_output=True, text=True).stdout == "8080"


def test_only_one_keeps_it_at_a_time_and_it_says_who(folder):
    with folder.held():
        code = "import sys; from pathlib import Path; from deploy.up.folder import *\n"
        code += f"try:\n    StateFolder(Path({str(folder.path)!r})).held().__enter__()\n"
        code += "except AlreadyRunning as running: print(running.pid)"
        other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        assert other.stdout.strip() == (folder.path / "lock").read_text().strip()
    with folder.held():
        pass


def test_whoever_is_killed_lets_go(folder):
    code = "import os, signal; from pathlib import Path; from deploy.up.folder import StateFolder\n"
    code += f"StateFolder(Path({str(folder.path)!r})).held().__enter__(); os.kill(os.getpid(), signal.SIGKILL)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with folder.held():
        pass


def test_clearing_removes_what_is_ours_and_nothing_else(folder):
    with folder.held():
        folder.make_secrets(Settings.load("liepaja", {}))
        folder.write_environment({"TILTS_MUNICIPALITY": "liepaja"})
        (folder.path / "theirs.txt").write_text("keep me")
        folder.clear()
        assert {file.name for file in folder.path.iterdir()} == {"theirs.txt", "lock"}


def test_commands_find_the_folder_by_flag_by_municipality_or_the_latest(tmp_path, monkeypatch):
    monkeypatch.setattr("deploy.up.folder.STATE", tmp_path)
    assert folder_of(None, None) is None
    dobele = folder_of("dobele", None)
    assert dobele.path == tmp_path / "dobele"
    with dobele.held():
        dobele.write_environment({"TILTS_MUNICIPALITY": "dobele"})
    assert folder_of(None, None).path == dobele.path
    assert folder_of("dobele", tmp_path / "other").path == tmp_path / "other"


def test_running_already_names_the_process(folder):
    assert AlreadyRunning(folder.path, "42").pid == "42"
