"""The classifier of territories: as many municipalities as there were on a day, each code leading to one of them."""

from datetime import date

import pytest

from shared.settings import Settings, SettingsError

TERRITORIES = Settings.load("liepaja", {}).atvk
BEFORE, SINCE_2021, LAST, SINCE_2025 = date(2021, 6, 30), date(2021, 7, 1), date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(("day", "count"), [(SINCE_2021, 43), (LAST, 43), (SINCE_2025, 42), (date(2026, 3, 16), 42)])
def test_there_are_as_many_as_the_law_says(day, count):
    assert len(TERRITORIES.holding_on(day)) == count


def test_seven_of_them_are_state_cities():
    cities = [one.code for one in TERRITORIES.holding_on(SINCE_2021) if "valstspilsēta" in one.name.lv]
    assert cities == [f"000{n}000" for n in range(1, 8)]


def test_every_code_that_ended_leads_to_one_of_today():
    for one in TERRITORIES.territory:
        found = TERRITORIES.on(one.code, date(2026, 3, 16))
        assert found.holds_on(date(2026, 3, 16)), one.code


@pytest.mark.parametrize(
    ("name", "into"),
    [
        ("Kokneses novads", "Aizkraukles novads"),
        ("Vaiņodes novads", "Dienvidkurzemes novads"),
        ("Tērvetes novads", "Dobeles novads"),
        ("Aknīstes novads", "Jēkabpils novads"),
        ("Ērgļu novads", "Madonas novads"),
        ("Varakļānu novads", "Madonas novads"),
        ("Jēkabpils", "Jēkabpils novads"),
        ("Valmiera", "Valmieras novads"),
    ],
)
def test_who_was_merged_into_whom(name, into):
    codes = [one.code for one in TERRITORIES.territory if one.name.lv == name]
    assert codes
    assert {TERRITORIES.on(code, SINCE_2025).name.lv for code in codes} == {into}


def test_before_its_merger_a_code_stands_for_itself():
    assert TERRITORIES.on("0641000", BEFORE).name.lv == "Grobiņas novads"


@pytest.mark.parametrize("code", ["0050000", "0099000", "1234567", "0000000"])
def test_a_code_nobody_has_leads_nowhere_but_for_what_it_was(code):
    found = TERRITORIES.on(code, SINCE_2025)
    assert (found.name.lv if found else None) == ("Daugavpils valstspilsēta" if code == "0050000" else None)


ROW = '[[atvk.territory]]\ncode = "{}"\nname = {{ lv = "A", en = "A" }}\nvalid_from = {}\nsource = "invented"\n'


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (ROW.format("0001000", "2021-07-01") * 2, "territory 0001000 is written twice"),
        (
            ROW.format("0001000", "2021-07-01") + 'merged_into = "0002000"\n',
            "territory 0001000 was merged into 0002000; say until when it was one",
        ),
        (
            ROW.format("0001000", "2021-07-01") + 'merged_into = "0002000"\nvalid_until = 2022-01-01\n',
            "territory 0001000 was merged into 0002000, which is no later territory",
        ),
    ],
)
def test_a_classifier_that_leads_in_circles_or_nowhere_is_refused(write, rows, sentence):
    with pytest.raises(SettingsError, match=sentence):
        Settings.load(write(rows), {})
