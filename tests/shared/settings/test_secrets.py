"""Secrets come from files and are never shown."""

import pytest

from shared.settings import Settings, SettingsError, explain

SECRET = "stikla-kalns-1905"


@pytest.fixture
def secret_file(tmp_path):
    file = tmp_path / "password"
    file.write_text(SECRET + "\n")
    return file


def test_a_file_named_in_the_settings_is_relative_to_them(write, secret_file):
    settings = Settings.load(write('[database]\npassword_file = "password"\n'), {})
    assert settings.database.password.get_secret_value() == SECRET
    assert settings.origins[("database", "password")].startswith(f"secret file {secret_file}, named by ")


def test_a_file_named_in_the_environment(write, secret_file):
    settings = Settings.load(write(), {"TILTS_DATABASE__PASSWORD_FILE": str(secret_file)})
    assert settings.database.password.get_secret_value() == SECRET


def test_a_folder_holds_one_file_per_secret(write, tmp_path):
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "database__password").write_text(SECRET)
    (folder / "partners__krizes-centrs__webhook_secret").write_text("whsec_" + SECRET)
    (folder / "somebody-elses").write_text("left alone")
    partner = (
        '[partners.krizes-centrs]\nkind = "ngo"\nname = { lv = "C", en = "C" }\n'
        'notice_channels = ["webhook"]\nwebhook_url = "https://c.example"\n'
    )
    settings = Settings.load(write('[secrets]\nfolder = "secrets"\n' + partner), {})
    assert settings.database.password.get_secret_value() == SECRET
    assert settings.partners["krizes-centrs"].webhook_secret.get_secret_value() == "whsec_" + SECRET


def test_what_is_given_by_name_wins_over_the_folder(write, tmp_path):
    (tmp_path / "database__password").write_text("from the folder")
    settings = Settings.load(write('[secrets]\nfolder = "."\n'), {"TILTS_DATABASE__PASSWORD": SECRET})
    assert settings.database.password.get_secret_value() == SECRET


def test_a_secret_does_not_belong_in_the_settings_file(write):
    with pytest.raises(SettingsError, match="password_file") as refusal:
        Settings.load(write(f'[database]\npassword = "{SECRET}"\n'), {})
    assert SECRET not in str(refusal.value)


def test_a_secret_is_given_once(write, secret_file):
    twice = {"TILTS_DATABASE__PASSWORD": SECRET, "TILTS_DATABASE__PASSWORD_FILE": str(secret_file)}
    with pytest.raises(SettingsError, match="keep one") as refusal:
        Settings.load(write(), twice)
    assert SECRET not in str(refusal.value)


def test_a_secret_file_that_is_not_there(write):
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        Settings.load(write('[database]\npassword_file = "nowhere"\n'), {})


def test_no_secret_is_ever_shown(write, secret_file):
    settings = Settings.load(
        write('[database]\ndsn = "postgresql://tilts:stikla-kalns-1905@db/{service}"\n'),
        {"TILTS_DATABASE__PASSWORD_FILE": str(secret_file), "TILTS_BROKER__SASL_PASSWORD": SECRET},
    )
    shown = {line.key: line.value for line in explain(settings)}
    assert SECRET not in repr(explain(settings))
    assert SECRET not in repr(settings.database.password)
    assert shown["database.password"] == "••••"
    assert shown["database.dsn"] == "postgresql://tilts:••••@db/{service}"
