"""Finding commands, helping, and never a traceback that nobody asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

import deploy.cli.commands
from deploy.cli.exits import Exit
from deploy.cli.main import COMMANDS, main, module_of


def test_every_command_has_a_module_and_every_module_a_line_of_help():
    modules = {file.stem for file in Path(deploy.cli.commands.__file__).parent.glob("*.py")} - {"__init__"}
    assert modules == {module_of(command).rpartition(".")[2] for command in COMMANDS}


def test_help_lists_every_command_and_the_exit_codes(tilts):
    said = tilts("--help")
    assert said.code == Exit.OK
    assert all(name in said.out for name in COMMANDS)
    assert all(code.name.lower() in said.out for code in Exit)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tilts, command):
    said = tilts(command, "--help")
    assert said.code == Exit.OK
    assert "Usage: tilts" in said.out


def test_a_typing_error_is_a_usage_error_with_a_suggestion(tilts):
    said = tilts("statu")
    assert said.code == Exit.USAGE
    assert "status" in said.err
    assert said.out == ""


def test_what_nobody_foresaw_is_told_without_a_traceback_unless_that_is_wanted(tilts, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("a row of somebody")

    monkeypatch.setattr("deploy.cli.commands.version.show_json", fail)
    said = tilts("version", "--json")
    assert said.code == Exit.BUG
    assert "ZeroDivisionError" in said.err
    assert "--debug" in said.err
    assert "Traceback" not in said.err
    assert "somebody" not in said.err
    with pytest.raises(ZeroDivisionError):
        main(["version", "--json", "--debug"])


def test_help_does_not_import_what_the_commands_need():
    code = "import sys; from deploy.cli.main import main; main(['--help']); print('fastapi' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False"
