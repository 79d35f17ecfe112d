"""The register's numbers: no gap, and every year from 1 on, when it is New Year in Liepāja."""

import pytest

from services.intake.domain.numbers import NumberSeries
from services.intake.domain.referral import Referral
from tests.services.intake.samples import RULES, registered, riga
from tests.services.memory import Memory


def numbers(*instants: str) -> list[str]:
    memory = Memory(RULES)
    for index, instant in enumerate(instants):
        registered(memory, f"m{index}", riga(instant))
    return [referral.number for referral in memory.of(Referral)]


@pytest.mark.parametrize(
    ("instants", "given"),
    [
        (["2026-03-16 09:30"] * 3, ["LPX-2026-000001", "LPX-2026-000002", "LPX-2026-000003"]),
        (["2026-12-31 23:59", "2027-01-01 00:00"], ["LPX-2026-000001", "LPX-2027-000001"]),
        (["2026-12-31 23:59", "2027-01-01 00:00", "2027-06-01 12:00"], [..., "LPX-2027-000001", "LPX-2027-000002"]),
    ],
    ids=["one after the other", "New Year is when it is in Liepāja, two hours before UTC", "and goes on from there"],
)
def test_numbers_follow_each_other_within_a_year(instants, given):
    assert all(number == wanted or wanted is ... for number, wanted in zip(numbers(*instants), given, strict=True))


def test_a_number_has_six_digits_and_more_when_it_must():
    assert NumberSeries("LPX", 2026, 7).number == "LPX-2026-000007"
    assert NumberSeries("LPX", 2026, 999_999).next(2026).number == "LPX-2026-1000000"


def test_a_refused_referral_takes_no_number():
    memory = Memory(RULES)
    registered(memory, "m1")
    with pytest.raises(Exception, match="kind-not-agreed"):
        registered(memory, "m2", kind="police.family_violence")
    registered(memory, "m3")
    assert [referral.number for referral in memory.of(Referral)] == ["LPX-2026-000001", "LPX-2026-000002"]
