"""`tilts partner suspend`, `resume`, `rotate` and `remove`, on databases and a broker without a running service."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from services.notifications.sending.signing import Signing
from shared.security import read_token
from shared.settings import Settings
from shared.stream import kafka, topics

pytestmark = pytest.mark.long

SCHOOL, CENTRE = "liepajas-6-vidusskola", "krizes-centrs"


@pytest.fixture
def partner(json_of):
    """`tilts partner …`"""
    return partial(json_of, "partner")


@pytest.fixture
def refused(refusal_of):
    """`tilts partner …`, which must not go."""
    return partial(refusal_of, "partner")


def states(partner) -> dict[str, str]:
    return {row["partner"]: row["state"] for row in partner("list")}


def test_who_is_suspended_is_shown_with_the_reason_until_it_is_resumed(partner, refused):
    partner("suspend", SCHOOL, "--reason", "technical_fault")
    shown = partner("show", SCHOOL)
    assert (shown["state"], shown["reason"], shown["since"] is None) == ("suspended", "technical_fault", False)
    assert {code for code, state in states(partner).items() if state == "suspended"} == {SCHOOL}
    assert "is suspended" in refused("suspend", SCHOOL, "--reason", "misuse")
    assert partner("resume", SCHOOL, "--replay")["taken up"] == 0
    assert partner("show", SCHOOL)["state"] == "active"
    assert f"tilts partner show {SCHOOL}" in refused("resume", SCHOOL)


def test_a_rotation_gives_a_token_of_the_next_generation_and_tilts_token_follows(partner, tilts, file):
    made = partner("rotate", SCHOOL, "--keep-days", "3")
    assert set(made) == {"partner", "old hold until", "generation", "token"}
    assert (made["generation"], read_token("k" * 40, made["token"]).generation) == (1, 1)
    kept = datetime.fromisoformat(made["old hold until"]) - datetime.now(UTC)
    assert timedelta(days=2, hours=23) < kept < timedelta(days=3, hours=1)
    issued = tilts("token", "partner", "--partner", SCHOOL, "-m", str(file)).out.strip()
    assert read_token("k" * 40, issued).generation == 1


def test_a_rotated_webhook_secret_leaves_the_old_one_signing_for_a_while(partner, file):
    before = Settings.load(file).partners[CENTRE].webhook_secret.get_secret_value()
    made = partner("rotate", CENTRE, "--webhook")
    assert set(made) == {"partner", "old hold until", "webhook secret", "to sign with it"}
    kept = Settings.load(file).partners[CENTRE].webhook_secret.get_secret_value()
    assert kept.split()[:2] == [made["webhook secret"], before]
    assert len(Signing.read(kept).keys) == 2
    again = partner("rotate", CENTRE, "--webhook", "--keep-days", "0")
    kept = Settings.load(file).partners[CENTRE].webhook_secret.get_secret_value()
    assert kept == again["webhook secret"] != made["webhook secret"]


def test_who_is_removed_leaves_the_file_and_comes_back_under_new_credentials(partner, tilts, file, deployed):
    wanted = topics.deployed("liepaja", [SCHOOL], 6)
    asyncio.run(topics.create(kafka.connection(deployed.broker), wanted))
    before = Settings.load(file).partners
    gone = partner("remove", SCHOOL, "--reason", "agreement_ended", "--yes", "--delete-topics")
    assert (gone["state"], len(gone["topics"])) == ("removed", 4)
    assert list(Settings.load(file).partners) == [code for code in before if code != SCHOOL]
    assert (states(partner)[SCHOOL], partner("show", SCHOOL)["reason"]) == ("removed", "agreement_ended")
    words = [
        SCHOOL,
        "--kind",
        "school",
        "--name",
        "Skola",
        "--name-en",
        "School",
        "--channel",
        "http",
        "--sends",
        "other",
    ]
    assert read_token("k" * 40, partner("add", *words, "--yes")["token"]).generation == 1
    assert states(partner)[SCHOOL] == "active"


def test_who_is_told_by_a_rule_stays_in_the_file_and_is_kept_out_all_the_same(partner, file):
    gone = partner("remove", CENTRE, "--reason", "merged", "--yes")
    assert "still names it" in gone["file"] and "krizes-centrs" in gone["file"]
    assert CENTRE in Settings.load(file).partners
    assert states(partner)[CENTRE] == "removed"


def test_what_does_not_exist_is_said(refused):
    assert "intake knows no partner nobody" in refused("suspend", "nobody", "--reason", "misuse")
    assert "has no webhook" in refused("rotate", SCHOOL, "--webhook")
    assert "Did you mean" in refused("rotate", "liepajas-6-vidusskol")
