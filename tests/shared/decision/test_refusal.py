"""A refusal says enough for its caller to mend the command."""

import pytest

from shared.decision import Refusal


def visit_before_referral() -> Refusal:
    return Refusal(
        code="visit-before-referral",
        title="A visit cannot precede its referral",
        detail="The visit is set for 3 March, the referral came on 5 March; choose a later day.",
        rule="Cabinet Regulation 138, 4.2",
        pointers=(("/starts", "must not be before 2026-03-05"),),
    )


def test_it_is_raised_and_reads_as_a_sentence():
    with pytest.raises(Refusal, match=r"^visit-before-referral: The visit is set for 3 March"):
        raise visit_before_referral()


def test_it_means_a_conflict_with_the_present_state_unless_the_rule_says_otherwise():
    assert visit_before_referral().status == 409


@pytest.mark.parametrize(
    "code", ["", "Visit", "visit before", "visit_before", "-visit", "visit-", "a--b", "a/b", "a\n"]
)
def test_a_code_that_could_not_name_a_page_is_refused(code):
    with pytest.raises(ValueError, match="kebab-case"):
        Refusal(code=code, title="t", detail="d")
