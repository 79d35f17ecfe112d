import pytest

from shared.calendar import Term, TermError, Unit


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1 working day", Term(1, Unit.WORKING_DAY)),
        ("22 working days", Term(22, Unit.WORKING_DAY)),
        ("4 working hours", Term(4, Unit.WORKING_HOUR)),
        ("10 days", Term(10, Unit.DAY)),
        ("2 weeks", Term(14, Unit.DAY)),
        ("1 month", Term(1, Unit.MONTH)),
        ("24 hours", Term(24, Unit.HOUR)),
        ("90 seconds", Term(90, Unit.SECOND)),
        ("P1D", Term(1, Unit.DAY)),
        ("P2W", Term(14, Unit.DAY)),
        ("P1M", Term(1, Unit.MONTH)),
        ("PT24H", Term(24, Unit.HOUR)),
        ("PT1M", Term(1, Unit.MINUTE)),
        ("PT5S", Term(5, Unit.SECOND)),
    ],
)
def test_a_term_is_read_and_can_be_written_back(text, term):
    assert Term.parse(text) == term
    assert Term.parse(str(term)) == term


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "one day",
        "1 fortnight",
        "P1DT2H",
        "PT1D",
        "P1H",
        "PT1W",
        "P",
        "PT",
        "1.5 hours",
        "-1 days",
    ],
)
def test_what_is_no_term_is_refused_with_the_forms_that_are(text):
    with pytest.raises(TermError, match="Write it in words"):
        Term.parse(text)


@pytest.mark.parametrize("text", ["0 days", "PT0S"])
def test_a_term_lasts_at_least_one_unit(text):
    with pytest.raises(TermError, match="at least 1"):
        Term.parse(text)
