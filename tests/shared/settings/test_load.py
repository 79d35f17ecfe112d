"""The layers: default, secrets folder, file, environment."""

import pytest
from pydantic import ValidationError

from shared.settings import Settings


def test_the_smallest_file_is_enough(write):
    settings = Settings.load(write(), {})
    assert settings.municipality.slug == "paraugs"
    assert settings.deployment.mode == "production"
    assert settings.database.dsn_for("cases") == "postgresql://tilts@localhost:5432/tilts_cases"


def test_a_service_may_have_a_database_elsewhere(write):
    settings = Settings.load(write('[database]\ndsn_cases = "postgresql://other/cases"\n'), {})
    assert settings.database.dsn_for("cases") == "postgresql://other/cases"
    assert settings.database.dsn_for("intake").endswith("/tilts_intake")


def test_a_service_answers_in_this_process_unless_said_otherwise(write):
    settings = Settings.load(write('[http.base_urls]\ncases = "http://cases:8080/cases/"\n'), {})
    assert settings.http.base_url("cases") == "http://cases:8080/cases"
    assert settings.http.base_url("intake") == "http://127.0.0.1:8080/intake"


def test_the_environment_wins_over_the_file(write):
    file = write("[http]\nport = 9000\n")
    assert Settings.load(file, {}).http.port == 9000
    assert Settings.load(file, {"TILTS_HTTP__PORT": "9001"}).http.port == 9001


@pytest.mark.parametrize("text", ["one:9092,two:9092", "one:9092, two:9092", '["one:9092", "two:9092"]'])
def test_a_list_in_the_environment_has_commas_or_is_json(write, text):
    settings = Settings.load(write(), {"TILTS_BROKER__BOOTSTRAP_SERVERS": text})
    assert settings.broker.bootstrap_servers == ("one:9092", "two:9092")


def test_an_empty_name_in_the_environment_counts_as_none(write):
    assert Settings.load(write("[http]\nport = 9000\n"), {"TILTS_HTTP__PORT": ""}).http.port == 9000


def test_a_partner_of_the_file_is_reached_without_its_hyphens(write):
    file = write(
        '[partners.krizes-centrs]\nkind = "provider"\nname = { lv = "Centrs", en = "Centre" }\n'
        'notice_channels = ["webhook"]\nwebhook_url = "https://old.example"\n'
    )
    settings = Settings.load(file, {"TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_URL": "https://new.example"})
    assert str(settings.partners["krizes-centrs"].webhook_url) == "https://new.example/"


def test_a_section_may_stand_in_a_file_of_its_own(write, tmp_path):
    (tmp_path / "hours.toml").write_text("opens = 09:00:00\n")
    file = tmp_path / "paraugs.toml"
    text = write().read_text("utf-8")
    file.write_text('calendar = "hours.toml"\n' + text, "utf-8")
    settings = Settings.load(file, {})
    assert settings.calendar.opens.hour == 9
    assert settings.origins[("calendar", "opens")].endswith("hours.toml:1")


def test_nothing_changes_after_start(write):
    settings = Settings.load(write(), {})
    with pytest.raises(ValidationError):
        settings.http.port = 1
    with pytest.raises(TypeError):
        settings.partners["new"] = None


def test_a_slug_finds_the_file_of_the_municipality():
    assert Settings.load("liepaja", {}).municipality.number_prefix == "LPX"


def test_what_the_environment_adds_to_an_empty_table_is_gone_with_it(write):
    file = write("[http.base_urls]\n")
    elsewhere = Settings.load(file, {"TILTS_HTTP__BASE_URLS__CASES": "http://cases:8080/cases"})
    assert elsewhere.http.base_url("cases") == "http://cases:8080/cases"
    assert Settings.load(file, {}).http.base_url("cases") == "http://127.0.0.1:8080/cases"
