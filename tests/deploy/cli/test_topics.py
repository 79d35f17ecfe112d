"""`tilts topics --list`: every topic of a deployment, and who may do what with it."""

import json

from deploy.cli.exits import Exit


def test_the_list_says_who_writes_and_reads_and_what_names_people(tilts):
    said = tilts("topics", "--list", "--json", "-m", "liepaja")
    assert said.code == Exit.OK
    rows = {row["topic"]: row for row in json.loads(said.out)}
    assert rows["liepaja.cases"]["written by"] == "cases"
    assert rows["liepaja.cases"]["personal data"] == "no"
    assert rows["liepaja.partner.valsts-policija.referrals"]["written by"] == "partner"
    assert rows["liepaja.partner.valsts-policija.referrals"]["personal data"] == "yes"


def test_without_a_broker_it_says_so(tilts, monkeypatch):
    monkeypatch.setenv("TILTS_BROKER__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    said = tilts("topics", "-m", "liepaja")
    assert said.code == Exit.UNREACHABLE
    assert "the broker does not answer" in said.err
