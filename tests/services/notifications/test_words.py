"""Words in four languages: none is missing, plurals and dates are the language's own, and nothing foreign gets in."""

import string
from datetime import timedelta

import pytest

from services.notifications.words.answering import SHOWN, language_of
from services.notifications.words.message import Told, parts
from services.notifications.words.texts import TEXTS, day, hour, span, text
from shared.contracts.codes import AnswerCode, DeclineReason, NeedCode
from shared.contracts.people_codes import Language
from tests.services.notifications.samples import MONDAY, riga

LV, EN, LT, RU = Language
TOLD = Told(
    agency="Biedrība", number="LPX-2026-000001", issued_at=MONDAY, acknowledge_by=riga("2026-03-16 13:30"),
    link="https://tilts.example/answer/abc", link_until=riga("2026-04-15 13:30"),
)  # fmt: skip


@pytest.mark.parametrize("group", TEXTS)
def test_no_translation_is_missing_and_all_say_the_same_places(group):
    languages = set(Language) if group in ("message", "reminder") else set(SHOWN)
    for name, said in TEXTS[group].items():
        assert (name, set(said)) == (name, languages)
        assert all(words.strip() for words in said.values()), name
        assert len({_places(words) for words in said.values()}) == 1, name


def _places(words: str) -> frozenset[str]:
    return frozenset(place for _, place, _, _ in string.Formatter().parse(words) if place)


@pytest.mark.parametrize(("group", "codes"), [("need", NeedCode), ("reason", DeclineReason), ("answer", AnswerCode)])
def test_every_code_has_its_words(group, codes):
    assert set(TEXTS[group]) == {code.value for code in codes}


def test_a_text_that_nobody_wrote_is_an_error_and_no_blank():
    with pytest.raises(KeyError):
        text("page", "open", LT)


@pytest.mark.parametrize(
    ("language", "hours", "days"),
    [
        (LV, ["1 stunda", "2 stundas", "11 stundu", "21 stunda"], ["2 dienas", "10 dienu"]),
        (EN, ["1 hour", "2 hours", "11 hours", "21 hours"], ["2 days", "10 days"]),
        (LT, ["1 valanda", "2 valandos", "11 valandų", "21 valanda"], ["2 dienos", "10 dienų"]),
        (RU, ["1 час", "2 часа", "11 часов", "21 час"], ["2 дня", "10 дней"]),
    ],
)
def test_plurals_are_those_of_the_language(language, hours, days):
    assert [span(timedelta(hours=n), language) for n in (1, 2, 11, 21)] == hours
    assert [span(timedelta(days=n), language) for n in (2, 10)] == days


@pytest.mark.parametrize(
    ("length", "told"),
    [(timedelta(minutes=59), "59 minūtes"), (timedelta(hours=47), "47 stundas"), (timedelta(hours=-3), "0 minūšu")],
)
def test_a_span_is_told_in_what_fits_it(length, told):
    assert span(length, LV) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [(LV, "2026. gada 29. marts"), (EN, "29 March 2026"), (LT, "2026 m. kovo 29 d."), (RU, "29 марта 2026\u202fг.")],
)
def test_dates_are_those_of_riga_also_where_the_clocks_change(language, told):
    instant = riga("2026-03-28 23:30") + timedelta(hours=1)
    assert (day(instant, language), hour(riga("2026-03-29 04:30"))) == (told, "04:30")


@pytest.mark.parametrize("language", Language)
def test_each_part_has_number_term_and_link_and_says_whose_language_it_is(language):
    shown = parts(TOLD, language)
    assert TOLD.number in shown.subject
    for part in (shown.text, shown.html, shown.short):
        assert TOLD.number in part and TOLD.link in part and "13:30" in part
    assert f'<html lang="{language}">' in shown.html and "<h1 style=" in shown.html
    assert "<script" not in shown.html and "<img" not in shown.html


@pytest.mark.parametrize("language", Language)
def test_a_withdrawal_asks_for_nothing_and_has_no_link(language):
    shown = parts(Told(TOLD.agency, TOLD.number, MONDAY, MONDAY, None, MONDAY), language)
    assert TOLD.number in shown.subject
    assert not [part for part in (shown.text, shown.html, shown.short) if "http" in part or "None" in part]


def test_without_a_number_there_is_no_gap():
    shown = parts(Told(TOLD.agency, None, MONDAY, MONDAY, TOLD.link, MONDAY), LV)
    assert shown.subject == "Sociālā dienesta paziņojums"
    assert "None" not in shown.text and "  " not in shown.short


def test_a_hostile_name_stays_a_name():
    name = '<script>alert(1)</script>"\r\nBcc: visi@example.com {number}'
    shown = parts(Told(name, TOLD.number, MONDAY, MONDAY, TOLD.link, MONDAY), LV)
    assert "<script" not in shown.html and "&lt;script&gt;" in shown.html
    (line,) = [line for line in shown.text.splitlines() if "script" in line]
    assert line.endswith("Bcc: visi@example.com {number}")


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [
        (None, "", LV),
        (None, "en-GB,en;q=0.9,lv;q=0.8", EN),
        (None, "de, en;q=0.3, lv;q=0.7", LV),
        (None, "lt", LV),
        (None, "en;q=0", LV),
        (None, "en;q=much", LV),
        ("lv", "en", LV),
        ("en", "lv", EN),
        ("xx", "en", EN),
    ],
)
def test_the_page_is_in_the_language_that_was_asked_for_or_that_the_browser_likes_best(asked, header, language):
    assert language_of(asked, header) is language
