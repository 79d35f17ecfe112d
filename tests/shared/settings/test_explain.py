"""`explain` names every value and where it came from."""

from pathlib import Path

from shared.settings import Settings, explain


def test_each_value_has_an_origin(write, monkeypatch):
    file = write('[http]\nport = 9000\ncors_origins = [\n  "https://a.example",\n  "https://b.example",\n]\n')
    monkeypatch.chdir(file.parent)
    lines = {line.key: line for line in explain(Settings.load(file, {"TILTS_LOG__PARTITIONS": "24"}))}
    assert lines["http.port"][1:] == ("9000", "paraugs.toml:15")
    assert lines["http.cors_origins"][1:] == ("https://a.example, https://b.example", "paraugs.toml:16")
    assert lines["log.partitions"][1:] == ("24", "environment TILTS_LOG__PARTITIONS")
    assert lines["broker.ca_file"][1:] == ("—", "default")
    assert lines["municipality.name.lv"][1:] == ("Parauga novads", "paraugs.toml:3")
    assert lines["municipality.atvk.0.code"][1:] == ("0099000", "paraugs.toml:5")
    assert lines["intake.triage.0.decide_within"][1:] == ("5 working days", "paraugs.toml:10")
    assert lines["intake.triage.0.priority"].value == "routine"


def test_no_section_and_no_partner_is_left_out():
    settings = Settings.load("liepaja", {})
    keys = [line.key for line in explain(settings)]
    assert len(keys) == len(set(keys))
    assert {key.split(".")[0] for key in keys} == set(Settings.model_fields)
    assert {key.split(".")[1] for key in keys if key.startswith("partners.")} == set(settings.partners)


def test_every_file_origin_names_the_line_that_has_the_key():
    for key, _, origin in explain(Settings.load("liepaja", {})):
        if origin != "default":
            name, line = origin.rsplit(":", 1)
            written = Path(name).read_text("utf-8").splitlines()[int(line) - 1]
            assert key.split(".")[-1] in written or written.startswith("staff"), key
