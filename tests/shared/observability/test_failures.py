import asyncpg
import pytest
from pydantic import BaseModel

from shared.observability.failures import described, in_short
from shared.settings import Settings, SettingsError


class Referral(BaseModel):
    given_name: int


def raised(act) -> BaseException:
    with pytest.raises(BaseException) as caught:
        act()
    return caught.value


def test_an_exception_of_a_library_is_its_type_and_place():
    told = described(raised(lambda: int("Zigrīda")))
    assert told["type"] == "builtins.ValueError"
    assert told["where"][-1].startswith("tests/shared/observability/test_failures.py:")
    assert "Zigrīda" not in str(told)


def test_a_validation_error_does_not_show_what_was_given():
    assert "Zigrīda" not in str(described(raised(lambda: Referral(given_name="Zigrīda"))))


def test_a_database_error_shows_its_code_and_no_row():
    error = asyncpg.UniqueViolationError("Key (name)=(Zigrīda) already exists")
    assert described(error) == {
        "type": "asyncpg.exceptions.UniqueViolationError",
        "sqlstate": "23505",
        "where": [],
    }


def test_our_own_exceptions_speak():
    told = described(raised(lambda: Settings.load("liepja", {})))
    assert told["type"] == f"{SettingsError.__module__}.SettingsError"
    assert "Did you mean liepaja?" in told["text"]


def test_causes_are_told_too():
    def fail():
        try:
            int("Zigrīda")
        except ValueError as error:
            raise RuntimeError("Zigrīda") from error

    told = described(raised(fail))
    assert (told["type"], told["cause"]["type"]) == ("builtins.RuntimeError", "builtins.ValueError")
    assert "Zigrīda" not in str(told)


def test_a_cause_that_was_deliberately_left_out_stays_out():
    def fail():
        try:
            int("x")
        except ValueError:
            raise RuntimeError("short") from None

    assert "cause" not in described(raised(fail))


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SettingsError("The settings of intake", ["the key is missing"]), "The settings of intake cannot be used:"),
        (ValueError("Zigrīda"), "ValueError"),
        (asyncpg.PostgresError("Key (name)=(Zigrīda) already exists."), "PostgresError"),
    ],
)
def test_in_one_line_an_error_of_ours_speaks_and_any_other_is_its_type(error, line):
    assert in_short(error).splitlines()[0] == line
