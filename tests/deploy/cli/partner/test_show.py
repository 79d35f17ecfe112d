"""`tilts partner show` and `list`: what is agreed with partners, and who may read and write their topics."""

import json
import re

from deploy.cli.exits import Exit
from shared.settings import Settings

POLICE = "valsts-policija"


def shown(tilts, code):
    said = tilts("partner", "show", code, "-m", "liepaja", "--json")
    assert said.code == Exit.OK
    return json.loads(said.out)


def test_what_a_partner_may_send_and_by_which_doors(tilts):
    police = shown(tilts, POLICE)
    assert police["channels"] == ["kafka"]
    assert police["sends"] == list(Settings.load("liepaja", {}).partners[POLICE].sends)
    assert police["webhook"] is None


def test_a_webhook_is_shown_and_its_secret_is_not(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_SECRET", "whsec_c2VjcmV0")
    centre = shown(tilts, "krizes-centrs")
    assert (centre["webhook"], centre["webhook secret"]) == ("http://127.0.0.1:8099/pazinojumi", "set")
    assert "c2VjcmV0" not in json.dumps(centre)


def test_each_topic_has_one_writer_and_one_reader_and_one_of_them_is_the_partner(tilts):
    granted = {}
    for line in shown(tilts, POLICE)["acls"]:
        user, operation, kind, name = re.search(r"User:(\S+) --operation (\w+) --(topic|group) (\S+)", line).groups()
        granted.setdefault((kind, name), []).append((user, operation))
    of_topics = {name.rpartition(".")[2]: users for (kind, name), users in granted.items() if kind == "topic"}
    assert of_topics == {
        "referrals": [(POLICE, "Write"), ("intake", "Read")],
        "receipts": [("intake", "Write"), (POLICE, "Read")],
        "notices": [("notifications", "Write"), (POLICE, "Read")],
        "answers": [(POLICE, "Write"), ("notifications", "Read")],
    }
    assert granted["group", f"{POLICE}."] == [(POLICE, "Read")]


def test_our_user_is_the_one_that_is_configured(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_BROKER__SASL_USERNAME", "tilts-liepaja")
    users = {re.search(r"User:(\S+)", line)[1] for line in shown(tilts, POLICE)["acls"]}
    assert users == {POLICE, "tilts-liepaja"}


def test_for_people_it_ends_with_what_to_type_next(tilts):
    said = tilts("partner", "show", POLICE, "-m", "liepaja")
    assert f"tilts token partner --partner {POLICE} -m liepaja" in said.out.splitlines()


def test_a_code_that_is_no_partner_s_is_refused_with_the_nearest(tilts):
    said = tilts("partner", "show", "valsts-policia", "-m", "liepaja")
    assert said.code == Exit.USAGE
    assert "Did you mean valsts-policija?" in said.err


def test_without_databases_the_list_has_no_counts_and_says_why(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_DATABASE__DSN", "postgresql://127.0.0.1:1/{service}")
    said = tilts("partner", "list", "-m", "liepaja", "--json")
    assert said.code == Exit.OK
    rows = {row["partner"]: row for row in json.loads(said.out)}
    assert (rows[POLICE]["channels"], rows[POLICE]["came"]) == ("kafka", None)
    assert "PostgreSQL does not answer" in said.err
