"""`tilts notice preview`: the words of a message by rule and language. Nothing is sent, and nobody need be running."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from services.notifications.sending.written import link_to
from services.notifications.words.message import Told, parts
from services.notifications.words.texts import name_in
from shared.contracts.people_codes import Language
from shared.settings import Settings
from shared.settings.notices import NoticeRule

app = typer.Typer(add_completion=False, no_args_is_help=True)
_PARTS = ("subject", "text", "html", "short")


@app.callback()
def notice() -> None:
    """Notices to agencies: what a message says, without sending it."""


@app.command()
def preview(
    rule: Annotated[str, typer.Argument(help="The code of a rule of notice.")],
    language: Annotated[Language | None, typer.Option(help="By default that of the agency.")] = None,
    part: Annotated[str | None, typer.Option(help=f"Only one of {', '.join(_PARTS)}; `short` is the SMS.")] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="What is said when the notice is taken back.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """The parts of a message without content (e-mail, SMS, e-address), with an invented number and link."""
    if part not in (None, *_PARTS):
        raise Failure(Exit.USAGE, f"there is no part {part}", mend=f"one of {', '.join(_PARTS)}")
    settings = find_deployment(municipality, folder).settings
    found = _rule(settings, rule)
    tongue = language or settings.partners[found.agency].language
    shown = parts(_invented(settings, found, tongue, withdrawn), tongue)
    said = {name: getattr(shown, name) for name in _PARTS if part in (None, name)}
    if json:
        show_json({"rule": rule, "agency": found.agency, "language": tongue, **said})
    elif part:
        print(said[part])
    else:
        print("\n".join(f"--- {name}\n{words}" for name, words in said.items()))


def _rule(settings: Settings, code: str) -> NoticeRule:
    rules = {rule.code: rule for rule in settings.notifications.rules.rule}
    if code not in rules:
        raise Failure(Exit.USAGE, f"there is no rule {code}", mend=f"one of {', '.join(rules)}")
    return rules[code]


def _invented(settings: Settings, rule: NoticeRule, language: Language, withdrawn: bool) -> Told:
    """The message of a notice that would be issued now."""
    now = datetime.now(UTC)
    due = settings.calendar.calendar().due(now, rule.acknowledge_within)
    return Told(
        agency=name_in(settings.partners[rule.agency].name, language),
        number=f"{settings.municipality.number_prefix}-{now:%Y}-000000",
        issued_at=now, acknowledge_by=due, link=None if withdrawn else link_to("preview", settings),
        link_until=due + timedelta(days=settings.notifications.link_days),
    )  # fmt: skip
