"""What cannot be used is refused before anything starts, with the place and the way to mend it."""

import pytest

from shared.settings import Settings, SettingsError

_ABROAD = """[partners.kretinga]
kind = "foreign"
name = { lv = "Kretinga", en = "Kretinga" }
channels = ["http"]
sends = ["other"]
"""


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("[broker]\nfetch_wait = 5\n", "broker.fetch_wait ({file}:15) is unknown. Did you mean fetch_wait_ms?"),
        ("[brokr]\nfetch_wait_ms = 5\n", "brokr ({file}:15) is unknown. Did you mean broker?"),
        ("[http]\n\n# ours\nport = 'x'\n", "http.port ({file}:17): Input should be a valid integer"),
        ("[http]\nport = 70000\n", "http.port ({file}:15): Input should be less than or equal to 65535"),
        ("[units.desk]\n", "units.desk.name is missing"),
        ("[log]\nhash = 'crc32'\n", "log.hash ({file}:15) is unknown"),
        ("[database]\nlock_timeout = 9\n", "timeouts must nest"),
        ("[database]\npool_min = 9\n", "pool_min is above pool_max"),
        ("[broker]\nsecurity_protocol = 'SASL_SSL'\n", "needs sasl_username and sasl_password"),
        ("[reporting]\nbehind_after = 5\n", "reporting.behind_after ({file}:15): must be at least twice"),
        ("[calendar]\nopens = 18:00:00\n", "swap the two"),
        ("[calendar]\npace = 60\n", "pace and pace_until go together"),
        (_ABROAD, "a foreign partner sends counts only"),
        ("[calendar]\npace = 60\npace_until = 2026-03-16T08:00:00Z\n", "calendar.pace makes legal terms run out early"),
        ("broker = 3\n", "intake.triage.0.broker ({file}:14) is unknown"),
    ],
)
def test_a_mistake_in_the_file(write, more, sentence, monkeypatch):
    file = write(more)
    monkeypatch.chdir(file.parent)
    with pytest.raises(SettingsError) as refusal:
        Settings.load(file, {})
    assert sentence.format(file="paraugs.toml") in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("TILTS_HTTP__PROT", "Did you mean TILTS_HTTP__PORT?"),
        ("TILTS_DATABASE_DSN", "Did you mean TILTS_DATABASE__DSN?"),
        ("TILTS_DATABASE__PASSWORDFILE", "Did you mean TILTS_DATABASE__PASSWORD_FILE?"),
        ("TILTS_HTTP", "is no setting."),
    ],
)
def test_a_name_in_the_environment_that_is_no_setting(write, name, hint):
    with pytest.raises(SettingsError) as refusal:
        Settings.load(write(), {name: "1"})
    assert f"{name} is no setting." in str(refusal.value)
    assert hint in str(refusal.value)


def test_a_list_in_the_environment_that_is_no_json(write):
    with pytest.raises(
        SettingsError, match=r"broker.bootstrap_servers \(environment TILTS_BROKER__BOOTSTRAP_SERVERS\)"
    ):
        Settings.load(write(), {"TILTS_BROKER__BOOTSTRAP_SERVERS": '["one:9092"'})


def test_other_names_in_the_environment_are_none_of_our_business(write):
    others = {"PATH": "/bin", "TILTS_MUNICIPALITY": "paraugs", "MYTILTS_HTTP__PROT": "1", "TILTS_CACHE": "/tmp"}
    assert Settings.load(write(), others) == Settings.load(write(), {})


def test_all_problems_are_told_at_once(write):
    with pytest.raises(SettingsError) as refusal:
        Settings.load(write("[http]\nprot = 1\nport = 'x'\n[log]\npartitions = 0\n"), {})
    assert len(refusal.value.problems) == 3


def test_a_municipality_without_a_file():
    with pytest.raises(SettingsError, match=r"Did you mean liepaja\? Known: aizkraukle, .*liepaja"):
        Settings.load("liepja", {})


@pytest.mark.parametrize(("text", "sentence"), [("[http", "it is no TOML"), ("x = 1\nx = 2\n", "it is no TOML")])
def test_a_file_that_is_no_toml(tmp_path, text, sentence):
    file = tmp_path / "broken.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=sentence):
        Settings.load(file, {})


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings.load(tmp_path / "nowhere.toml", {})


@pytest.mark.parametrize(
    ("more", "environ", "sentence"),
    [
        ("", {"TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 32}, "tokens anybody could make"),
        (
            '[partners.c]\nkind = "ngo"\nname = { lv = "C", en = "C" }\n'
            'notice_channels = ["webhook"]\nwebhook_url = "http://c.example"\n'.replace(".c]", ".centrs]"),
            {},
            "must be https",
        ),
        ('[notifications.mail]\nhost = "smtp.example"\nsender = "a@b.example"\nsecurity = "none"\n', {}, "to read"),
        ('[notifications]\npublic_url = "http://tilts.example"\n', {}, "can answer"),
    ],
)
def test_what_is_for_development_is_refused_in_production(write, more, environ, sentence):
    file = write(more)
    with pytest.raises(SettingsError, match=sentence):
        Settings.load(file, environ)
    Settings.load(file, {**environ, "TILTS_DEPLOYMENT__MODE": "development"})
