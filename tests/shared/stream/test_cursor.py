"""The arithmetic of exactly once, as tables: where the cursor stands, what comes, what is done."""

import pytest

from shared.stream.cursor import Cursor, Forked, Verdict, enter, follow, judge, judge_head

AT_5 = Cursor(2, 5, "five")


@pytest.mark.parametrize(
    ("epoch", "position", "fact", "previous", "verdict"),
    [
        (2, 6, "six", "five", Verdict.APPLY),
        (2, 5, "five", "four", Verdict.REPEAT),
        (2, 5, "another", "four", Verdict.PULL),
        (2, 4, "another", "three", Verdict.REPEAT),
        (2, 1, "one", None, Verdict.REPEAT),
        (2, 7, "seven", "six", Verdict.PULL),
        (2, 6, "six", "another", Verdict.PULL),
        (2, 6, "six", None, Verdict.PULL),
        (1, 6, "six", "five", Verdict.STALE),
        (1, 3, "three", "two", Verdict.STALE),
        (3, 6, "six", "five", Verdict.ASK),
        (3, 2, "two", "one", Verdict.ASK),
    ],
)
def test_a_fact_is_judged_by_epoch_position_and_the_fact_before_it(epoch, position, fact, previous, verdict):
    assert judge(AT_5, epoch, position, fact, previous) is verdict


def test_the_first_fact_of_all_follows_the_beginning():
    assert judge(Cursor(1, 0), 1, 1, "one", None) is Verdict.APPLY


def test_a_cursor_that_a_person_has_set_trusts_the_position_alone():
    assert judge(Cursor(1, 5), 1, 6, "six", "whatever") is Verdict.APPLY
    assert judge(Cursor(1, 5), 1, 5, "whatever", "four") is Verdict.REPEAT


@pytest.mark.parametrize(
    ("epoch", "relayed", "head", "fact", "verdict"),
    [
        (2, 5, 5, "five", Verdict.REPEAT),
        (2, 0, 5, "five", Verdict.REPEAT),
        (2, 4, 4, "another", Verdict.REPEAT),
        (2, 5, 7, "seven", Verdict.REPEAT),
        (2, 6, 6, "six", Verdict.PULL),
        (2, 5, 5, "another", Verdict.PULL),
        (1, 9, 9, "nine", Verdict.STALE),
        (3, 5, 5, "five", Verdict.ASK),
    ],
)
def test_a_head_record_shows_what_was_lost_and_whose_log_it_is(epoch, relayed, head, fact, verdict):
    assert judge_head(AT_5, epoch, relayed, head, fact) is verdict


@pytest.mark.parametrize(
    ("epoch", "forks"),
    [(3, []), (3, [(3, 5)]), (4, [(3, 5), (4, 9)]), (3, [(2, 1), (3, 7)]), (3, [(3, 5), (4, 1)])],
    ids=["none here", "at the cursor", "two later ones", "one that was followed before", "one that is not entered yet"],
)
def test_a_later_epoch_is_entered_where_the_cursor_is_no_further_than_its_beginning(epoch, forks):
    assert enter(AT_5, epoch, forks) == Cursor(epoch, 5, "five")


@pytest.mark.parametrize("forks", [[(3, 4)], [(3, 9), (4, 4)], [(3, 4), (4, 9)]])
def test_who_applied_what_the_source_lost_stops(forks):
    with pytest.raises(Forked):
        enter(AT_5, 4, forks)


@pytest.mark.parametrize(
    ("epoch", "head", "at"),
    [(1, 9, "five"), (2, 4, None), (2, 9, "another"), (2, 5, None)],
    ids=["an earlier epoch", "a shorter log", "another fact where the cursor stands", "no fact there"],
)
def test_another_log_than_the_one_followed_so_far_is_refused(epoch, head, at):
    with pytest.raises(Forked):
        follow(AT_5, epoch, head, at)


@pytest.mark.parametrize(("cursor", "at"), [(AT_5, "five"), (Cursor(2, 5), "five"), (Cursor(2, 0), None)])
def test_the_same_log_is_followed(cursor, at):
    assert follow(cursor, 2, 5, at) is None
