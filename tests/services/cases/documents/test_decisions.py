"""What a decision about a request says: all that the law asks for, in Latvian, and once more to be understood."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.cases.documents import decisions, writing
from services.cases.documents.decisions import DecidedRequest, Persons
from services.cases.domain.catalogue.words import Words
from shared.calendar import RIGA
from shared.contracts.request_codes import RefusalReason, RequestKind
from tests.services.cases.samples import RULES

DAY = date(2026, 3, 16)
RULE = RULES.places.decided_by("smilsu-terapija", DAY)
GRANTED = DecidedRequest(
    Words("Smilšu spēles terapija", "Sand-play therapy", "Smėlio terapija"), RequestKind.NEW,
    datetime(2026, 2, 28, 23, 30, tzinfo=RIGA), None, None, date(2026, 4, 16), RULE.ground, RULE.contest,
)  # fmt: skip
REFUSED = replace(GRANTED, refused_for=RefusalReason.NOT_NEEDED)
RENEWED = replace(GRANTED, kind=RequestKind.RENEWAL)
PERSONS = Persons("Ilze Sniedze", "Ligita Krūmiņa", "Bērnam palīdz skolas psihologs.")


@pytest.mark.parametrize(
    ("decided", "says"),
    [
        (GRANTED, "Piešķirt pakalpojumu „Smilšu spēles terapija”. Rindā gaida kopš 28.02.2026.; par vietu paziņosim."),
        (REFUSED, "Atteikt pakalpojumu „Smilšu spēles terapija”."),
        (RENEWED, "Turpināt pakalpojumu „Smilšu spēles terapija”."),
        (
            replace(RENEWED, ends_on=date(2026, 8, 31)),
            "Turpināt pakalpojumu „Smilšu spēles terapija” līdz 31.08.2026. (ieskaitot).",
        ),
        (replace(REFUSED, kind=RequestKind.RENEWAL), "Atteikt pakalpojumu „Smilšu spēles terapija”."),
    ],
)
def test_it_says_what_was_decided(decided, says):
    assert decisions.fields(decided, PERSONS, None)["decision"] == says


def test_a_refusal_has_its_ground_its_reason_and_where_and_until_when_it_is_contested():
    fields = decisions.fields(REFUSED, PERSONS, None)
    assert fields["findings"] == "28.02.2026. lūgts pakalpojums „Smilšu spēles terapija”."
    ground, reason, considered = fields["grounds"].split("\n")
    assert ("Administratīvā procesa likuma" in ground, considered) == (True, PERSONS.considered)
    assert reason == "Atteikuma iemesls: pakalpojums pēc izvērtējuma nav nepieciešams."
    assert (RULE.contest.lv in fields["appeal"], fields["appeal"].endswith("16.04.2026.")) == (True, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Sand-play therapy", "is refused", "by the assessment", "63, 65 and 67", "February 28, 2026"]),
        ("lt", ["Smėlio terapija", "Neskirti", "įvertinus", "67 straipsniai", "2026-02-28"]),
    ],
)
def test_whoever_reads_another_language_reads_it_once_more_and_the_latvian_stays_as_it_is(language, words):
    fields, latvian = (decisions.fields(REFUSED, PERSONS, wished) for wished in (language, None))
    assert [word for word in words if word not in fields["translation"]] == []
    assert {name: fields[name] for name in latvian} == latvian


@pytest.mark.parametrize("language", [None, "en", "lt"])
@pytest.mark.parametrize("reason", [None, *RefusalReason])
@pytest.mark.parametrize("kind", RequestKind)
def test_every_decision_fills_in_the_whole_template(kind, reason, language):
    decided = replace(GRANTED, kind=kind, refused_for=reason)
    fields = decisions.fields(decided, PERSONS, language)
    assert set(fields) == set(writing.find(decisions.template_of(language)).fields)
    assert all(fields.values())
    assert "{" not in "".join(fields.values())


def test_a_service_that_nobody_translated_is_named_as_it_is():
    bare = replace(REFUSED, service=Words("Smilšu spēles terapija"))
    assert "Smilšu spēles terapija" in decisions.fields(bare, PERSONS, "lt")["translation"]
