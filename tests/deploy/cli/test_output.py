"""Results on stdout as they are: whole lines in a pipe, no colour where none is wanted, no markup in values."""

import json

from deploy.cli.output import console, show_json, table


def test_a_value_in_brackets_is_no_markup(capsys):
    console().print(table(["what", "n"], [["[bold]intake[/bold]", 3]]))
    assert "[bold]intake[/bold]" in capsys.readouterr().out


def test_a_pipe_gets_whole_lines_without_colour(capsys):
    console().print(table(["what"], [["x" * 300]]))
    out = capsys.readouterr().out
    assert "x" * 300 in out
    assert "\x1b" not in out


def test_json_keeps_the_letters_of_the_language(capsys):
    show_json({"name": "Liepāja"})
    out = capsys.readouterr().out
    assert "Liepāja" in out
    assert json.loads(out) == {"name": "Liepāja"}
