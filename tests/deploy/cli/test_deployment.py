"""Which deployment a command means."""

import pytest

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit
from deploy.up.folder import StateFolder


def test_without_any_it_asks_which(tilts):
    said = tilts("config", "show")
    assert said.code == Exit.USAGE
    assert "tilts up" in said.err
    assert "--municipality liepaja" in said.err


def test_an_unknown_one_is_a_matter_of_configuration_with_a_suggestion(tilts):
    said = tilts("config", "show", "-m", "liepja")
    assert said.code == Exit.CONFIGURATION
    assert "Did you mean liepaja?" in said.err


def test_a_name_in_the_environment_that_is_no_setting_is_refused(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_HTTP__PROT", "8081")
    said = tilts("config", "show", "-m", "liepaja")
    assert said.code == Exit.CONFIGURATION
    assert "TILTS_HTTP__PORT" in said.err


def test_the_environment_names_it_as_well(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_MUNICIPALITY", "dobele")
    assert "DOB" in tilts("config", "show", "municipality.number_prefix").out


@pytest.fixture
def state(tmp_path) -> StateFolder:
    folder = StateFolder(tmp_path)
    folder.write_environment({"TILTS_MUNICIPALITY": "dobele", "TILTS_HTTP__PORT": "8123"})
    return folder


def test_what_up_wrote_is_read_from_its_folder(state, monkeypatch):
    monkeypatch.delenv("TILTS_MUNICIPALITY", raising=False)
    found = find_deployment(None, state.path)
    assert found.settings.municipality.slug == "dobele"
    assert found.settings.http.port == 8123


def test_the_environment_of_the_shell_comes_before_what_up_wrote(state, monkeypatch):
    monkeypatch.setenv("TILTS_HTTP__PORT", "9000")
    assert find_deployment(None, state.path).settings.http.port == 9000
