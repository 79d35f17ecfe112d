"""`tilts token`: who its bearer is, and where it is refused."""

import pytest

from deploy.cli.exits import Exit
from shared.security import Purpose, Role, read_token
from shared.settings.municipality import staff_id

KEY = "0123456789" * 4


@pytest.fixture(autouse=True)
def key(monkeypatch) -> None:
    monkeypatch.setenv("TILTS_SECURITY__DEVELOPMENT_KEY", KEY)


def test_a_token_of_a_member_of_staff(tilts):
    said = tilts("token", "supervisor", "--staff", "ligita", "--purpose", "case_work", "-m", "liepaja")
    assert said.code == Exit.OK
    actor = read_token(KEY, said.out.strip())
    assert actor.id == str(staff_id("liepaja", "ligita"))
    assert actor.roles == {Role.SUPERVISOR}
    assert actor.purpose is Purpose.CASE_WORK


def test_a_token_of_a_partner(tilts):
    said = tilts("token", "partner", "--partner", "valsts-policija", "-m", "liepaja")
    assert read_token(KEY, said.out.strip()).partner == "valsts-policija"


def test_a_token_of_a_resident_says_who_it_is_and_each_is_an_account_of_its_own(tilts):
    first, second = (
        read_token(KEY, tilts("token", "resident", "--identity", "PNOLV-161175-19997", "-m", "liepaja").out.strip())
        for _ in range(2)
    )
    assert (first.identity, first.roles) == ("PNOLV-161175-19997", {Role.RESIDENT})
    assert first.id != second.id


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["supervisor", "--staff", "nobody"], "nobody is no member of staff"),
        (["partner", "--partner", "nobody"], "nobody is no partner"),
        (["partner"], "go together"),
        (["auditor", "--purpose", "intake"], "may not claim"),
    ],
)
def test_what_contradicts_itself_is_refused(tilts, words, sentence):
    said = tilts("token", *words, "-m", "liepaja")
    assert said.code == Exit.USAGE
    assert sentence in said.err


def test_outside_development_there_are_none(tilts, monkeypatch):
    monkeypatch.delenv("TILTS_SECURITY__DEVELOPMENT_KEY")
    monkeypatch.setenv("TILTS_DEPLOYMENT__MODE", "production")
    said = tilts("token", "supervisor", "-m", "dobele")
    assert said.code == Exit.CREDENTIALS
    assert "outside development mode" in said.err


def test_without_a_key_it_says_where_one_comes_from(tilts, monkeypatch):
    monkeypatch.delenv("TILTS_SECURITY__DEVELOPMENT_KEY")
    said = tilts("token", "supervisor", "-m", "liepaja")
    assert said.code == Exit.CREDENTIALS
    assert "TILTS_SECURITY__DEVELOPMENT_KEY" in said.err
