"""`tilts route explain`: whom a fact tells, from a file, without a server; and why a file cannot be explained."""

import io
import json

import pytest

from deploy.cli.exits import Exit
from shared.contracts.cases import CaseOpened
from shared.contracts.codes import AgeBand, NeedCode
from shared.contracts.examples import example

OPENED = example(CaseOpened) | {
    "needs": [NeedCode.VIOLENCE_IN_FAMILY], "age_band": AgeBand.AGE_7_13, "opened_at": "2026-03-16T07:30:00Z",
}  # fmt: skip
RISEN = {"case": OPENED["case"], "level": "critical", "reasons": [], "assessed_at": "2026-03-16T07:35:00Z"}


@pytest.fixture
def explained(tilts, tmp_path):
    """Explain what a file of this content holds, by the rules of Liepāja."""

    def explain(content, *words):
        file = tmp_path / "fact.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return tilts("route", "explain", str(file), "-m", "liepaja", *words)

    return explain


def fact(type, data):
    return {"type": type, "data": data}


def test_it_says_who_would_be_told_what_until_when_and_why_nobody_else(explained):
    said = explained(fact("case-opened", OPENED))
    assert said.code == Exit.OK
    assert "tells    barintiesa\n  by       orphans-court-violence-child\n" in said.out
    assert "  fields   address, birth_date, family_name, given_name, personal_code, phone\n" in said.out
    assert "  until    2026-03-17 17:00\n  silence  head 2026-03-18 12:30\n" in said.out
    assert "not      crisis-centre-violence (krizes-centrs): is for the priorities stat, urgent\n" in said.out


def test_of_a_list_the_last_is_explained_after_what_the_others_said(explained):
    said = explained([fact("case-opened", OPENED), fact("lv.tilts.cases.risk-assessed.v1", RISEN)], "--json")
    answer = json.loads(said.out)
    (told,) = answer["told"]
    assert (answer["fact"], told["agency"], told["joins"]) == ("RiskAssessed", "barintiesa", True)
    assert told["rules"] == ["orphans-court-violence-child", "orphans-court-risk-raised"]
    assert told["silence"][0] == {"level": "deputy", "at": "2026-03-16T15:35:00+02:00"}
    assert len(answer["rules"]) > 3


def test_another_day_and_stdin(tilts, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(fact("case-opened", OPENED))))
    said = tilts("route", "explain", "-", "-m", "liepaja", "--at", "2021-06-30")
    assert said.out.startswith("CaseOpened, 2021-06-30 12:00\ntells    nobody\n")
    assert "holds from 2021-07-01 on" in said.out


@pytest.mark.parametrize(
    ("content", "words", "code", "why"),
    [
        ("{", (), Exit.USAGE, "is no JSON"),
        ("[]", (), Exit.USAGE, "holds no fact"),
        ('{"case": 1}', (), Exit.USAGE, "one has a type and data"),
        (fact("notice-sent", {}), (), Exit.USAGE, "there is no fact notice-sent"),
        (fact("case-opened", {}), (), Exit.DATA, "/case: Is required."),
        (fact("risk-assessed", RISEN | {"level": "Anna"}), (), Exit.DATA, "/level: "),
        (fact("case-opened", OPENED), ("--at", "tomorrow"), Exit.USAGE, "no day and no instant"),
    ],
)
def test_what_cannot_be_explained(explained, content, words, code, why):
    said = explained(content, *words)
    assert said.code == code and why in said.err
    assert "Anna" not in said.err
