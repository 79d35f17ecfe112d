import pytest

from shared.settings.lines import lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a = 1\n\n# note\nb = 2\n", {("a",): 1, ("b",): 4}),
        ("[x]\na = 1\n[x.y]\nb = 2\n", {("x",): 1, ("x", "a"): 2, ("x", "y"): 3, ("x", "y", "b"): 4}),
        ("a.b = 1\n", {("a", "b"): 1}),
        ("a = { b = 1, c = 2 }\n", {("a", "b"): 1, ("a", "c"): 1}),
        ('a = [\n  1,\n\n  # note\n  2,\n]\nb = """\n[no]\nc = 1\n"""\nd = 3\n', {("a",): 1, ("b",): 7, ("d",): 11}),
        (
            "[[r]]\na = 1\n[[r.s]]\nb = 2\n[[r.s]]\nb = 3\n[[r]]\na = 4\n[[r.s]]\nb = 5\n",
            {
                ("r", 0): 1,
                ("r", 0, "a"): 2,
                ("r", 0, "s", 0): 3,
                ("r", 0, "s", 0, "b"): 4,
                ("r", 0, "s", 1): 5,
                ("r", 0, "s", 1, "b"): 6,
                ("r", 1): 7,
                ("r", 1, "a"): 8,
                ("r", 1, "s", 0): 9,
                ("r", 1, "s", 0, "b"): 10,
            },
        ),
        ('["quoted.key"]\n"a b" = 1\n', {("quoted.key",): 1, ("quoted.key", "a b"): 2}),
    ],
)
def test_the_line_of_every_leaf(text, found):
    assert lines(text) == found
