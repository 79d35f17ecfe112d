"""The municipality of the declared residence is responsible; nothing is refused for that, and danger comes first."""

from datetime import timedelta

import pytest

from services.intake.domain.acts import Act
from services.intake.domain.decide import accept
from services.intake.domain.jurisdiction import Grounds, Warn, Whose, jurisdiction
from services.intake.domain.letters import Letter
from services.intake.domain.referral import Referral
from services.intake.domain.register import referral_id
from shared.contracts.codes import AgeBand
from tests.services.intake.life import act, by_inese, corrects, only
from tests.services.intake.samples import MONDAY, RULES, SCHOOL, SUBJECT, by_partner, registered, riga
from tests.services.memory import Memory
from tests.services.running import INESE, Caller

LIEPAJA, DIENVIDKURZEME, GROBINA, MADONA, VARAKLANI = "0005000", "0027000", "0641000", "0038001", "0055000"


def known(declared: str | None = None, actual: str | None = None, **changed) -> Memory:
    """A referral of somebody declared there, who lives there."""
    memory = Memory(RULES)
    where = {"declared_residence": declared, "actual_residence": actual}
    subject = SUBJECT | {name: code for name, code in where.items() if code}
    registered(memory, subject=subject, **changed)
    return memory


def seen(memory: Memory, at=MONDAY):
    return jurisdiction(only(memory), at, RULES)


@pytest.mark.parametrize(
    ("declared", "whose", "grounds", "suggested"),
    [
        (LIEPAJA, Whose.OURS, Grounds.DECLARED_HERE, None),
        ("LV0005000", Whose.OURS, Grounds.DECLARED_HERE, None),
        ("0005100", Whose.OURS, Grounds.DECLARED_HERE, None),
        ("0170000", Whose.OURS, Grounds.DECLARED_HERE, None),
        (DIENVIDKURZEME, Whose.ANOTHERS, Grounds.DECLARED_ELSEWHERE, Act.REDIRECT),
        (None, Whose.UNKNOWN, Grounds.NOT_SAID, Act.ASK),
        ("9999999", Whose.UNKNOWN, Grounds.CODE_UNKNOWN, Act.ASK),
    ],
    ids=["ours", "as statistics write it", "a unit in it", "before 2021", "another's", "not said", "unknown"],
)
def test_whose_it_is_follows_from_the_declared_residence(declared, whose, grounds, suggested):
    found = seen(known(declared))
    assert (found.whose, found.grounds, found.suggested) == (whose, grounds, suggested)


@pytest.mark.parametrize("declared", [GROBINA, "0027210", DIENVIDKURZEME])
def test_an_old_code_and_a_parish_lead_to_the_municipality_with_its_name(declared):
    found = seen(known(declared)).responsible
    assert (found.code, found.name["lv"], found.name["en"]) == (
        DIENVIDKURZEME, "Dienvidkurzemes novads", "Dienvidkurzeme Municipality"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "at", "code"),
    [
        (VARAKLANI, "2025-06-30 23:59", VARAKLANI),
        (VARAKLANI, "2025-07-01 00:00", MADONA),
        ("0038000", "2025-06-30 12:00", "0038000"),
        ("0038000", "2025-07-01 12:00", MADONA),
        ("0701800", "2022-01-01 12:00", VARAKLANI),
        ("0701800", "2026-01-01 12:00", MADONA),
    ],
)
def test_a_merger_counts_from_its_day_on(declared, at, code):
    assert seen(known(declared), riga(at)).responsible.code == code


@pytest.mark.parametrize(
    ("declared", "actual", "warnings"),
    [
        (LIEPAJA, None, ()),
        (LIEPAJA, "0005300", ()),
        (LIEPAJA, DIENVIDKURZEME, (Warn.LIVES_ELSEWHERE,)),
        (DIENVIDKURZEME, GROBINA, ()),
        ("9999999", "8888888", (Warn.DECLARED_CODE_UNKNOWN, Warn.ACTUAL_CODE_UNKNOWN)),
    ],
)
def test_where_somebody_really_lives_is_shown_and_changes_nothing(declared, actual, warnings):
    found = seen(known(declared, actual))
    assert found.warnings == warnings
    assert found.whose is seen(known(declared)).whose


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"needs": ["child_neglect"], "kind": "school.neglect_signs"}, "danger"),
        ({"needs": ["crisis"]}, "danger"),
        ({"needs": ["shelter"]}, "shelter"),
        ({"needs": ["care_leaver"]}, "care-leaver-under-24"),
    ],
)
@pytest.mark.parametrize("declared", [DIENVIDKURZEME, None])
def test_whom_an_exception_fits_is_helped_first(said, rule, declared):
    found = seen(known(declared, **said))
    assert (found.act_first.rule, found.suggested) == (rule, None)
    assert found.act_first.source


def test_an_exception_is_for_nobody_of_another_age_and_needs_nobody_of_ours():
    grown = SUBJECT | {"personal_code": "161175-19997", "declared_residence": DIENVIDKURZEME}
    memory = Memory(RULES)
    registered(memory, subject=grown, needs=["care_leaver"])
    assert only(memory).age_band is AgeBand.AGE_25_64
    assert seen(memory).act_first is None
    assert seen(known(LIEPAJA, needs=["shelter"])).act_first is None


def test_what_is_decided_is_redirected_no_more():
    memory = known(DIENVIDKURZEME)
    act(memory, lambda referral: accept(referral, by_inese(), RULES))
    assert (seen(memory).whose, seen(memory).suggested) == (Whose.ANOTHERS, None)


def test_a_correction_of_the_person_corrects_where_they_live():
    memory = known(DIENVIDKURZEME)
    corrects(memory, needs=["home_care"])
    assert seen(memory).whose is Whose.ANOTHERS
    corrects(memory, message="later still", subject=SUBJECT | {"declared_residence": LIEPAJA})
    assert seen(memory).whose is Whose.OURS


def test_no_fact_tells_a_place_smaller_than_a_municipality_or_a_second_one_and_the_message_brings_them_back():
    parish = "0027210"
    memory = known(parish, LIEPAJA)
    assert not any(code.encode() in fact.encode() for fact in memory.facts for code in (parish, LIEPAJA))
    id = referral_id(by_partner(SCHOOL, "m1"))
    lost = memory.states.pop((Letter, id)), memory.states[Referral, id]
    registered(memory, at=MONDAY + timedelta(days=1), subject=lost[0].subject)
    assert memory.states[Referral, id] == lost[1]


@pytest.mark.asyncio(loop_scope="session")
async def test_the_queue_says_whose_it_is_and_what_is_suggested(intake):
    inese = Caller(intake, INESE)
    call = {"reference": "T-1", "kind": "self_referral", "narrative": "Lūdz palīdzību mājās."}
    subject = {"given_name": "Anna", "family_name": "Paraudziņa", "declared_residence": GROBINA}
    entered = await inese.do("/v1/desk/referrals", call | {"subject": subject})
    (entry,) = (await inese.get("/v1/queue")).json()["items"]
    assert entry["jurisdiction"] == {
        "whose": "anothers", "grounds": "declared_elsewhere", "lives_in": None, "warnings": [], "act_first": None,
        "responsible": {
            "code": DIENVIDKURZEME,
            "name": {"lv": "Dienvidkurzemes novads", "en": "Dienvidkurzeme Municipality"},
        },
        "suggested": "redirect",
    }  # fmt: skip
    to = {"to": entry["jurisdiction"]["responsible"]["code"]}
    redirected = await inese.do(f"{entered.headers['Location']}/redirect", to, version=entry["version"])
    assert redirected.json()["municipality"] == DIENVIDKURZEME


@pytest.mark.parametrize(
    ("declared", "actual", "territory"),
    [
        (GROBINA, LIEPAJA, GROBINA),
        (None, VARAKLANI, VARAKLANI),
        ("LV0027210", None, DIENVIDKURZEME),
        ("9999999", LIEPAJA, None),
        (None, None, None),
    ],
    ids=["a former municipality", "only where they live is known", "of a parish its municipality", "no code",
         "not said"],
)  # fmt: skip
def test_the_fact_of_its_arrival_tells_the_municipality_of_that_code_and_nothing_smaller(declared, actual, territory):
    where = {"declared_residence": declared, "actual_residence": actual}
    decision = registered(Memory(RULES), subject=SUBJECT | {name: code for name, code in where.items() if code})
    assert decision.facts[0].territory == territory
