"""`tilts`: finds the command that was typed, and turns whatever goes wrong into a sentence and an exit code."""

import gc
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import typer
from typer.core import TyperCommand, TyperGroup

from deploy.cli.exits import CODES

COMMANDS = {
    "up": "Start everything here, play a day, and keep running until Ctrl-C.",
    "serve": "Serve one service, several, or all in one process.",
    "migrate": "Bring the databases up to this build.",
    "topics": "Create the topics that are missing.",
    "partner": "Partners and their developers: check messages, simulate us, …",
    "agency": "How agencies can be reached: list, show, pause, drain, replay, …",
    "import": "Import a file of referrals, people or figures of a register.",
    "notice": "Notices to agencies: what a message says, without sending it.",
    "publish": "Send one referral as a partner, and show its receipt.",
    "tail": "Show what arrives on the topics.",
    "status": "How far every service is, and what to type next.",
    "verify": "Prove that nothing is lost, repeated or out of step.",
    "rebuild": "Build the tables of reporting anew, prove them equal, and switch.",
    "cut": "Where reporting stood at an instant: take, list, show.",
    "region": "Add up what several municipalities publish.",
    "parked": "Records that could not be processed: list, show, replay, discard.",
    "route": "Who must be told of a fact, of what, by when, and why nobody else.",
    "relay": "Publish a part of the log again.",
    "log": "Open a log again after a restore.",
    "doctor": "Check this machine, the databases and the broker.",
    "config": "Show every setting, and where it came from.",
    "token": "A development token for a role.",
    "version": "Which build this is.",
}


_SELDOM = 100_000
"""Objects made between two looks for those that nobody needs; `serve` settles on a number of its own."""


def module_of(command: str) -> str:
    """Where a command is; one that is a word of Python has an underscore behind it there."""
    return f"deploy.cli.commands.{command}{'_' if iskeyword(command) else ''}"


class Commands(TyperGroup):
    """The commands by name. Only the one that is run is imported: the others would take most of a second."""

    def __init__(self, **given) -> None:
        super().__init__(**given)
        # Their names are enough to list them, and to suggest one for a typing error.
        self.commands = dict.fromkeys(COMMANDS)

    def get_command(self, ctx: typer.Context, name: str):
        if name not in COMMANDS:
            return None
        return typer.main.get_command(import_module(module_of(name)).app)

    def format_help(self, ctx: typer.Context, formatter) -> None:
        listed = {name: TyperCommand(name, help=text) for name, text in COMMANDS.items()}
        TyperGroup(name=self.name, commands=listed, help=self.help, epilog=self.epilog, params=self.params).format_help(
            ctx, formatter
        )


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tilts: four services for municipal social work that meet on a bus.",
    epilog=f"Exit codes: {CODES}.",
)


@app.callback()
def root(debug: bool = typer.Option(False, "--debug", help="Show tracebacks; may stand after the command.")) -> None:
    """Only declares the options that every command takes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    if arguments is None:
        # The process is ours. Nearly all that it makes while it imports stays, and need not be walked meanwhile.
        gc.set_threshold(_SELDOM)
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    if not debug:
        # What a library has to say about a broker that is away, we say ourselves. `serve` logs as it is configured.
        logging.getLogger().addHandler(logging.NullHandler())
    try:
        app([word for word in given if word != "--debug"], prog_name="tilts")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except Exception as error:
        if debug:
            raise
        # Here, because explaining needs the libraries whose errors it explains.
        from deploy.cli.explain import explain

        failure = explain(error)
        print(failure, file=sys.stderr)
        return failure.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
