"""`tilts import`: files of referrals, people, units, staff, hours of care, figures of registers; how far each is."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.imports.listing import listing
from deploy.cli.imports.run import Asked, run
from deploy.cli.imports.summary import show
from deploy.cli.imports.template import described, template
from deploy.cli.options import Folder, Json, Municipality
from shared.tabular.encoding import Encoding

_KINDS = {
    "referrals": "Import referrals: each row is what a partner, or our own desk, would have sent one by one.",
    "people": "Import people from a list: each is recognised, or entered, as the subject of a referral would be.",
    "units": "Import the units of the service as a tree: a unit stands after the one it is part of.",
    "staff": "Import staff: their unit, role and name. Names stay with cases, and are read by a personal read alone.",
    "care": "Import hours of home care: a row for each time somebody was there. A row that comes again counts once.",
    "register": "Import figures of registers: how many there are of a target group. No names, no free text.",
}

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def imports() -> None:
    """Import a file of referrals, people, units, staff, hours of home care or figures of a register.

    Run again on the same file, an import goes on where it stopped. Exit code 0: every row was taken; 1: some were
    rejected, and stand with the reason in FILE.rejected.csv; 2 and above: the import did not run.
    """


def _command(kind: str) -> Callable[..., None]:
    def command(
        file: Annotated[Path | None, typer.Argument(help="The CSV file; its first line names the columns.")] = None,
        partner: Annotated[str | None, typer.Option("--as", help="The partner who sends them: referrals only.")] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge every row, and write nothing.")] = False,
        encoding: Annotated[
            Encoding, typer.Option(help="auto: UTF-8, or else Windows-1257 for the whole file.")
        ] = Encoding.AUTO,
        afresh: Annotated[
            bool, typer.Option("--afresh", help="Begin with the first row, not where it stopped.")
        ] = False,
        rejected: Annotated[Path | None, typer.Option(help="Where rejected rows go, if not FILE.rejected.csv.")] = None,
        deactivate: Annotated[
            bool, typer.Option("--deactivate-missing", help="The file is the whole list: who is not in it has left.")
        ] = False,
        empty: Annotated[bool, typer.Option("--template", help="Print a file without rows, and do nothing.")] = False,
        municipality: Municipality = None,
        folder: Folder = None,
        json: Json = False,
    ) -> None:
        if empty:
            print(template(kind))
            return
        if file is None:
            raise Failure(Exit.USAGE, "which file?", mend=f"tilts import {kind} FILE, or --template for an empty one")
        if partner and kind != "referrals":
            raise Failure(Exit.USAGE, "--as is for referrals: nothing else is sent by partners")
        if deactivate and kind not in ("units", "staff"):
            raise Failure(Exit.USAGE, "--deactivate-missing is for units and staff: nothing else is a whole list")
        settings = find_deployment(municipality, folder).settings
        result = run(settings, Asked(kind, file, partner, dry_run, encoding, afresh, rejected, deactivate))
        show(result, json)
        if result.counts.rejected:
            raise typer.Exit(Exit.FINDINGS)

    return command


for _kind, _help in _KINDS.items():
    app.command(_kind, help=_help, epilog=described(_kind))(_command(_kind))
app.command("list")(listing)
