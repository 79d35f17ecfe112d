"""`tilts config show`: the value in force and who said so."""

import json

from deploy.cli.exits import Exit
from deploy.up.folder import StateFolder


def shown(tilts, *words: str) -> dict[str, dict]:
    said = tilts("config", "show", "--json", *words)
    assert said.code == Exit.OK
    return {row["key"]: row for row in json.loads(said.out)}


def test_each_value_says_where_it_came_from(tilts, tmp_path, monkeypatch):
    folder = StateFolder(tmp_path)
    folder.write_environment({"TILTS_MUNICIPALITY": "liepaja", "TILTS_LOG__PARTITIONS": "3"})
    monkeypatch.setenv("TILTS_HTTP__PORT", "8123")
    rows = shown(tilts, "--folder", str(tmp_path))
    assert rows["http.host"]["origin"] == "default"
    assert rows["http.port"] == {"key": "http.port", "value": "8123", "origin": "environment TILTS_HTTP__PORT"}
    assert rows["log.partitions"]["origin"] == f"{folder.environment}, TILTS_LOG__PARTITIONS"
    assert "liepaja.toml:" in rows["municipality.number_prefix"]["origin"]


def test_secrets_are_not_shown(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_SECURITY__DEVELOPMENT_KEY", "0123456789" * 4)
    said = tilts("config", "show", "security", "-m", "liepaja")
    assert "environment TILTS_SECURITY__DEVELOPMENT_KEY" in said.out
    assert "0123456789" not in said.out


def test_a_section_can_be_asked_for(tilts):
    assert all(key.startswith("broker.") for key in shown(tilts, "broker", "-m", "liepaja"))
