"""`tilts notice preview`: the words of a message by rule and language. Nothing is sent, and nobody need be running.

Of a notice to an agency, or of a reminder to a client.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from services.notifications.domain.reminders.reminder import Says
from services.notifications.sending.written import link_to
from services.notifications.words import reminder
from services.notifications.words.message import Parts, Told, parts
from services.notifications.words.texts import name_in
from shared.contracts.people_codes import Language
from shared.settings import Settings
from shared.settings.notices import NoticeRule
from shared.settings.reminders import ReminderRule

app = typer.Typer(add_completion=False, no_args_is_help=True)
Rule = TypeVar("Rule", NoticeRule, ReminderRule)
_PARTS = ("subject", "text", "html", "short")


@app.callback()
def notice() -> None:
    """Notices to agencies and reminders to clients: what a message says, without sending it."""


@app.command()
def preview(
    rule: Annotated[str, typer.Argument(help="The code of a rule of notice, or of a reminder.")],
    language: Annotated[Language | None, typer.Option(help="By default that of the agency, or Latvian.")] = None,
    part: Annotated[str | None, typer.Option(help=f"Only one of {', '.join(_PARTS)}; `short` is the SMS.")] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="What is said when the notice is taken back, or the visit called off.")
    ] = False,
    discreet: Annotated[
        bool, typer.Option("--discreet", help="Of a reminder: without a word of whom it is from.")
    ] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """The parts of a message without content (e-mail, SMS, e-address), with an invented number and link."""
    if part not in (None, *_PARTS):
        raise Failure(Exit.USAGE, f"there is no part {part}", mend=f"one of {', '.join(_PARTS)}")
    settings = find_deployment(municipality, folder).settings
    if found := _by_code(settings.notifications.rules.rule, rule):
        shown = _notice(settings, found, language, withdrawn)
    elif of_client := _by_code(settings.notifications.reminders.rule, rule):
        shown = _reminder(settings, of_client, language or Language.LV, withdrawn, discreet)
    else:
        codes = (one.code for one in (*settings.notifications.rules.rule, *settings.notifications.reminders.rule))
        raise Failure(Exit.USAGE, f"there is no rule {rule}", mend=f"one of {', '.join(codes)}")
    said = {name: getattr(shown, name) for name in _PARTS if part in (None, name)}
    if json:
        whom = {"agency": found.agency} if found else {}
        show_json({"rule": rule, **whom, "language": shown.language, **said})
    elif part:
        print(said[part])
    else:
        print("\n".join(f"--- {name}\n{words}" for name, words in said.items()))


def _by_code(rules: Iterable[Rule], code: str) -> Rule | None:
    return next((rule for rule in rules if rule.code == code), None)


def _notice(settings: Settings, rule: NoticeRule, language: Language | None, withdrawn: bool) -> Parts:
    tongue = language or settings.partners[rule.agency].language
    return parts(_invented(settings, rule, tongue, withdrawn), tongue)


def _reminder(settings: Settings, rule: ReminderRule, language: Language, withdrawn: bool, discreet: bool) -> Parts:
    """Of a visit, or of an answer that is waited for, in three days."""
    mode = rule.modes[0] if rule.modes else None
    says = Says.CALLED_OFF if withdrawn else Says.REMINDER
    told = reminder.Told(rule.of, says, mode, datetime.now(UTC) + timedelta(days=3))
    return reminder.parts([told], language, discreet=discreet, call=settings.contact.call)


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
