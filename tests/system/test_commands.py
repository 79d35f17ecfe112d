"""The commands of a second terminal, on a deployment that runs."""

import json
import uuid

import httpx
import pytest

from deploy.cli.exits import Exit


def test_a_second_up_says_that_it_runs_already_and_how_to_stop_it(running):
    second = running.tilts("up")
    assert second.code == Exit.USAGE
    assert f"as process {running.process.pid}" in second.err
    assert f"kill {running.process.pid}" in second.err


def test_a_referral_by_hand_gets_its_number(running):
    sent = running.tilts("publish", "--given-name", "Anna", "--urgent", "--json")
    assert sent.code == Exit.OK
    assert sent.json()["type"] == "lv.tilts.partner.referral-registered.v1"
    assert sent.json()["body"]["number"].startswith("LPX-")


def test_the_same_message_again_gets_the_same_number(running):
    message, body = str(uuid.uuid4()), json.dumps(referral())
    first, again = (running.tilts("publish", "-", "--message", message, stdin=body) for _ in range(2))
    assert first.json()["number"] == again.json()["number"]


def test_a_broken_referral_gets_the_reason(running, tmp_path):
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(referral() | {"subject": {"family_name": " "}}))
    sent = running.tilts("publish", str(file), "--as", "liepajas-6-vidusskola")
    assert sent.code == Exit.DATA
    assert sent.json()["problem"]["errors"][0]["pointer"] == "/subject/family_name"


def test_the_list_of_partners_counts_what_came_and_what_failed(running):
    def of_school() -> dict[str, int]:
        rows = {row["partner"]: row for row in running.tilts("partner", "list", "--json").json()}
        return rows["liepajas-6-vidusskola"]

    before = of_school()
    for body in (referral(), referral(), referral() | {"narrative": ""}):
        running.tilts("publish", "-", "--as", "liepajas-6-vidusskola", stdin=json.dumps(body))
    after = of_school()
    assert {name: after[name] - before[name] for name in ("came", "failed", "parked")} == {
        "came": 2, "failed": 1, "parked": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["publish", "/no/such/file.json"], "/no/such/file.json cannot be read"),
        (["publish", "--as", "nobody"], "nobody sends no referrals by topic"),
        (["tail", "nothing"], "no topic ends with nothing"),
        (["status", "--folder", "/nowhere", "-m", "liepaja"], ""),
        (["parked", "list", "billing"], "billing is no service"),
        (["relay", "rewind", "cases"], "with --yes"),
        (["up", "--folder", "/proc/nowhere", "--broker", "rabbit"], "rabbit is no broker"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(running, words, sentence):
    done = running.tilts(*words)
    assert done.code in (Exit.USAGE, Exit.UNREACHABLE)
    assert done.out == ""
    assert done.err.startswith("tilts: ")
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_tail_shows_what_arrived_and_nobody_s_name(running):
    facts = tail(running, "liepaja.intake")
    assert all(json.loads(record["body"]) for record in facts)
    referrals = tail(running, "valsts-policija.referrals")
    assert {record["type"] for record in referrals} == {"lv.tilts.partner.referral-submitted.v1"}
    assert [record["body"] for record in referrals] == [None] * len(referrals)


def test_parked_records_are_listed_shown_and_given_up(running):
    running.tilts("publish", "-", stdin="{")
    listed = running.tilts("parked", "list", "intake", "--json").json()
    record = listed[-1]["id"]
    assert running.tilts("parked", "show", "intake", record).json()["reason"] == "invalid"
    assert running.tilts("parked", "discard", "intake", record, "--reason", "test_record").code == Exit.USAGE
    replayed = running.tilts("parked", "replay", "intake", record, "--yes")
    assert (replayed.code, replayed.json()["still parked"]) == (Exit.FINDINGS, 1)
    given_up = running.tilts("parked", "discard", "intake", record, "--reason", "test_record", "--yes")
    assert (given_up.code, given_up.json()["still parked"]) == (Exit.OK, 0)
    assert running.tilts("parked", "show", "intake", record).code == Exit.DATA
    assert len(running.tilts("parked", "list", "intake", "--json").json()) == len(listed) - 1


def test_a_token_opens_the_api(running):
    token = running.tilts("token", "supervisor", "--staff", "ligita").out.strip()
    port = running.tilts("config", "show", "http.port", "--json").json()[0]["value"]
    url = f"http://127.0.0.1:{port}/cases/v1/cases"
    assert httpx.get(url, trust_env=False).status_code == 401
    assert httpx.get(url, headers={"Authorization": f"Bearer {token}"}, trust_env=False).status_code == 200


def test_migrating_and_creating_topics_again_changes_nothing(running):
    assert running.tilts("migrate", "--json").json() == {
        name: [] for name in ("intake", "cases", "notifications", "reporting")
    }
    assert running.tilts("topics", "--json").json()["touched"] == []


def test_the_doctor_finds_nothing(running):
    checked = running.tilts("doctor", "--json")
    assert (checked.code, [row for row in checked.json() if row["verdict"] == "bad"]) == (Exit.OK, [])


def tail(running, topic: str) -> list[dict]:
    shown = running.tilts("tail", topic, "--from-start", "-n", "5", "--json")
    assert shown.code == Exit.OK
    records = [json.loads(line) for line in shown.out.splitlines()]
    assert len(records) == 5
    return records


def referral() -> dict:
    return {
        "reference": f"TEST-{uuid.uuid4().hex[:10]}",
        "kind": "other",
        "subject": {"given_name": "Anna", "family_name": "Paraudziņa"},
        "narrative": "Pārbaude.",
    }
