from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from shared.contracts.codes import Priority
from shared.contracts.partner import NoticeSubject, Reporter, Subject
from shared.observability.privacy import PERSONAL_FIELDS, WITHHELD, scrubbed, without_personal_data

REFERRAL = UUID("1b671a64-40d5-491e-99b0-da01ff1f3341")


@dataclass
class Person:
    given_name: str = "Zigrīda"


def logged(**fields):
    return without_personal_data(None, "info", fields)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (REFERRAL, str(REFERRAL)),
        (str(REFERRAL), str(REFERRAL)),
        (Priority.URGENT, "urgent"),
        (7, 7),
        (0.5, 0.5),
        (True, True),
        (None, None),
        (datetime(2026, 3, 16, 8, tzinfo=UTC), "2026-03-16 08:00:00+00:00"),
        (date(2026, 3, 16), "2026-03-16"),
        (timedelta(seconds=3), "0:00:03"),
        ("LPX-2026-000123", "LPX-2026-000123"),
        ([1, "liepaja.intake"], [1, "liepaja.intake"]),
    ],
)
def test_ids_codes_numbers_and_times_are_kept(value, shown):
    assert logged(field=value) == {"field": shown}


@pytest.mark.parametrize("name", sorted(PERSONAL_FIELDS))
def test_a_field_that_names_a_person_is_withheld(name):
    assert logged(**{name: "Zigrīda"}) == {name: WITHHELD}
    assert logged(inside={name: ["Zigrīda"]}) == {"inside": {name: WITHHELD}}


@pytest.mark.parametrize("model", [Subject, Reporter, NoticeSubject])
def test_the_nets_know_every_personal_field_of_the_edge(model):
    says_nothing_of_a_person = {"partner_person_id", "role", "protected", "relation", "wants_answer"}
    assert set(model.model_fields) - says_nothing_of_a_person <= PERSONAL_FIELDS


@pytest.mark.parametrize("thing", [Person(), b"Zigr\xc4\xabda", Subject(given_name="Zigrīda", family_name="Kalve")])
def test_an_object_is_only_its_type(thing):
    assert logged(thing=thing, things=[thing]) == {
        "thing": f"<{type(thing).__name__}>",
        "things": [f"<{type(thing).__name__}>"],
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Key (code)=(161175-19997) exists", f"Key (code)=({WITHHELD}) exists"),
        ("code 32867300679.", f"code {WITHHELD}."),
        ("to zigrida.kalve@example.lv at once", f"to {WITHHELD} at once"),
        ("postgresql://tilts:stikls@db/cases", f"postgresql://tilts:{WITHHELD}@db/cases"),
        (str(REFERRAL), str(REFERRAL)),
        ("offset 123456789012", "offset 123456789012"),
        ("x" * 600, "x" * 500 + "…"),
    ],
)
def test_what_looks_like_a_persons_data_goes(text, shown):
    assert scrubbed(text) == shown


def test_an_id_is_never_taken_for_a_personal_code():
    assert scrubbed("99485f86-7d89-4e55-8709-123456789012") == "99485f86-7d89-4e55-8709-123456789012"
    assert scrubbed("00000000-0000-0000-0000-12345678901") == "00000000-0000-0000-0000-12345678901"
