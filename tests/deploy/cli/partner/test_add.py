"""`tilts partner add`: an edit of the municipality's file that its settings take, and nothing else in it changes."""

import json

import pytest

from deploy.cli.exits import Exit
from shared.security import Role, read_token
from shared.settings import Settings
from shared.settings.municipality import provider_id

KINDERGARTEN = [
    "liepajas-pasaka", "--kind", "kindergarten", "--name", 'Bērnudārzs "Pasaka"', "--name-en", "Kindergarten",
    "--channel", "http", "--sends", "other",
]  # fmt: skip


def test_the_partner_is_added_behind_the_others(tilts, file):
    said = tilts("partner", "add", *KINDERGARTEN, "-m", str(file), "--yes")
    assert said.code == Exit.OK, said.err
    before, after = Settings.load("liepaja", {}), Settings.load(file, {})
    added = after.partners["liepajas-pasaka"]
    assert (added.name.lv, added.channels, added.sends) == ('Bērnudārzs "Pasaka"', ("http",), ("other",))
    assert list(after.partners) == [*before.partners, "liepajas-pasaka"]
    assert "tilts topics -m liepaja" in said.err


def test_one_that_is_told_by_e_mail_has_its_address_and_language(tilts, file):
    said = tilts(
        "partner", "add", *KINDERGARTEN, "--notice", "email", "--email", "birojs@pasaka.example", "--language", "ru",
        "-m", str(file), "--yes",
    )  # fmt: skip
    assert said.code == Exit.OK, said.err
    added = Settings.load(file, {}).partners["liepajas-pasaka"]
    assert (added.notice_channels, added.email, added.language) == (("email",), "birojs@pasaka.example", "ru")


def test_the_change_is_shown_and_nothing_written_without_yes(tilts, file):
    before = file.read_text("utf-8")
    said = tilts("partner", "add", *KINDERGARTEN, "-m", str(file))
    assert said.code == Exit.USAGE
    assert "the same command with --yes" in said.err
    changed = [line for line in said.out.splitlines()[2:] if line.startswith(("+", "-")) and line != "+"]
    assert changed == [
        "+[partners.liepajas-pasaka]",
        '+kind = "kindergarten"',
        '+name = { lv = "Bērnudārzs \\"Pasaka\\"", en = "Kindergarten" }',
        '+channels = ["http"]',
        '+sends = ["other"]',
    ]
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["valsts-policija", *KINDERGARTEN[1:]], "is there already"),
        (["Pasaka", *KINDERGARTEN[1:]], "String should match pattern"),
        (KINDERGARTEN[:-2], "channels and sends go together"),
        ([*KINDERGARTEN, "--notice", "webhook"], "webhook_url go together"),
        ([*KINDERGARTEN, "--notice", "email"], '"email" and email go together'),
        ([*KINDERGARTEN, "--notice", "sms", "--sms", "tālrunis"], "sms_number: String should match pattern"),
        ([*KINDERGARTEN, "--provides", "No Such"], "String should match pattern"),
        ([*KINDERGARTEN, "--notice", "webhook", "--webhook", "nowhere"], "webhook_url: Input should be a valid URL"),
    ],
)
def test_what_the_settings_would_not_take_is_not_written(tilts, file, words, sentence):
    before = file.read_text("utf-8")
    said = tilts("partner", "add", *words, "-m", str(file), "--yes")
    assert said.code == Exit.USAGE
    assert sentence in said.err
    assert file.read_text("utf-8") == before


def test_what_does_not_go_with_the_rest_of_the_file_is_not_written(tilts, file, monkeypatch):
    monkeypatch.setenv("TILTS_DEPLOYMENT__MODE", "production")
    monkeypatch.setenv("TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_URL", "https://krizes-centrs.example/pazinojumi")
    before = file.read_text("utf-8")
    told = ["--notice", "webhook", "--webhook", "http://pasaka.example"]
    said = tilts("partner", "add", *KINDERGARTEN, *told, "-m", str(file), "--yes")
    assert said.code == Exit.CONFIGURATION
    assert "must be https" in said.err
    assert file.read_text("utf-8") == before
    assert [one.name for one in file.parent.iterdir() if one.name.startswith(".")] == []


def test_a_provider_is_an_organisation_of_the_catalogue_and_has_an_account_to_report_with(tilts, file, monkeypatch):
    monkeypatch.setenv("TILTS_SECURITY__DEVELOPMENT_KEY", "k" * 40)
    provider = ["grupu-majas", "--kind", "provider", "--name", "Grupu mājas", "--name-en", "Group homes"]
    lost = tilts("partner", "add", *provider, "--provides", "grupu-maja", "-m", str(file), "--yes")
    assert (lost.code, "who is no organisation" in lost.err) == (Exit.CONFIGURATION, True)
    assert "grupu-maja" not in Settings.load(file, {}).partners
    made = json.loads(
        tilts("partner", "add", *provider, "--provides", "grupu-majas", "-m", str(file), "--yes", "--json").out
    )
    account = read_token("k" * 40, made["provider token"])
    assert (account.partner, account.roles, account.id) == (
        "grupu-majas", {Role.PROVIDER}, str(provider_id("liepaja", "grupu-majas")),
    )  # fmt: skip
    assert read_token("k" * 40, made["token"]).roles == {Role.PARTNER}


def test_a_municipality_without_partners_gets_its_first(tilts, file):
    text = file.read_text("utf-8")
    alone = text.partition("# --- Partners")[0].replace('rules = "liepaja.notices.toml"', "")
    file.write_text(alone, "utf-8")
    assert tilts("partner", "add", *KINDERGARTEN, "-m", str(file), "--yes").code == Exit.OK
    assert list(Settings.load(file, {}).partners) == ["liepajas-pasaka"]


def test_on_a_deployment_one_command_leaves_nothing_to_make(tilts, file, deployed, tmp_path):
    told = ["--notice", "webhook", "--webhook", "http://127.0.0.1:8099/pasaka", "--kit", str(tmp_path / "kit.zip")]
    said = tilts("partner", "add", *KINDERGARTEN, *told, "-m", str(file), "--yes", "--json")
    assert said.code == Exit.OK, said.err
    made = json.loads(said.out)
    names = [f"liepaja.partner.liepajas-pasaka.{name}" for name in ("referrals", "receipts", "notices", "answers")]
    assert made["topics made"] == names
    actor = read_token("k" * 40, made["token"])
    assert (actor.partner, actor.roles, actor.generation) == ("liepajas-pasaka", {Role.PARTNER}, 0)
    secret = tmp_path / "secrets" / "partners__liepajas-pasaka__webhook_secret"
    assert (secret.read_text().strip(), secret.stat().st_mode & 0o777) == (made["webhook secret"], 0o600)
    assert Settings.load(file).partners["liepajas-pasaka"].webhook_secret.get_secret_value() == made["webhook secret"]
    assert any("--topic liepaja.partner.liepajas-pasaka.referrals" in line for line in made["acls"])
    assert (tmp_path / "kit.zip").is_file()
    shown = json.loads(tilts("partner", "show", "liepajas-pasaka", "-m", str(file), "--json").out)
    assert (shown["state"], shown["token generation"], shown["days"]) == ("active", 0, [])
