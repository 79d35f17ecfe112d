"""`tilts notice preview`: what would be written, while nothing runs and nothing is sent."""

import json

import pytest

from deploy.cli.exits import Exit

RULE = "support-society-addiction"


@pytest.mark.parametrize(
    ("language", "word"), [("lv", "paziņojums"), ("en", "Notice"), ("lt", "pranešimas"), ("ru", "Уведомление")]
)
def test_a_message_is_shown_in_the_language_asked_for(tilts, language, word):
    said = tilts("notice", "preview", RULE, "--language", language, "--json", "-m", "liepaja")
    assert said.code == Exit.OK, said.err
    shown = json.loads(said.out)
    assert (shown["language"], shown["agency"]) == (language, "atbalsta-biedriba")
    assert word in shown["subject"] and f'lang="{language}"' in shown["html"] and "/answer/preview" in shown["short"]


def test_without_a_language_it_is_the_agencys_and_one_part_stands_alone(tilts):
    said = tilts("notice", "preview", RULE, "--part", "subject", "--withdrawn", "-m", "liepaja")
    assert said.out.startswith("Atsaukts sociālā dienesta paziņojums LPX-") and said.out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "mend"), [(["no-such-rule"], RULE), ([RULE, "--part", "body"], "one of subject, text, html, short")]
)
def test_what_there_is_not_is_said_with_what_there_is(tilts, words, mend):
    said = tilts("notice", "preview", *words, "-m", "liepaja")
    assert said.code == Exit.USAGE and mend in said.err


@pytest.mark.parametrize(
    ("rule", "words", "begins"),
    [
        ("visit-tomorrow", ["--language", "en"], "The social service reminds you. We will call you: "),
        ("visit-tomorrow", ["--discreet"], "Jums zvanīs: "),
        ("office-visit-tomorrow", ["--discreet", "--language", "lt"], "Jums paskirtas susitikimas: "),
        ("office-visit-tomorrow", ["--discreet", "--withdrawn"], "Tikšanās šajā laikā nenotiks: "),
        ("place-offered", ["--discreet", "--language", "ru"], "Пожалуйста, позвоните нам до: "),
    ],
)
def test_a_reminder_to_a_client_is_shown_as_well(tilts, rule, words, begins):
    said = tilts("notice", "preview", rule, "--part", "short", *words, "-m", "liepaja")
    assert (said.code, said.out.startswith(begins)) == (Exit.OK, True), said.out + said.err
