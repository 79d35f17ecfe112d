"""`tilts partner rotate`: new credentials; those of before hold until a stated instant, older ones end at once."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from deploy.cli.partner import credentials
from deploy.cli.partner.standing import change, known
from deploy.cli.partner.whose import partner_of
from services.intake.domain import partners
from shared.settings import Settings

TokenDays = Annotated[int, typer.Option(help="How many days a token holds.", min=1, max=366)]


def rotate(
    code: Annotated[str, typer.Argument(help="The partner's code.")],
    only_token: Annotated[bool, typer.Option("--token", help="A new token, and no new webhook secret.")] = False,
    only_webhook: Annotated[bool, typer.Option("--webhook", help="A new webhook secret, and no new token.")] = False,
    keep_days: Annotated[int, typer.Option(help="How long those of before hold; 0 ends them now.", min=0, max=90)] = 14,
    token_days: TokenDays = 30,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """A new token, and where it has a webhook a new secret; both are shown this once.

    Running services take the new token at once. With the new secret notifications signs after its next start, and with
    the one of before as well until that instant (Standard Webhooks lets a message have two signatures).
    """
    settings = find_deployment(municipality, folder).settings
    has_webhook = partner_of(settings, code).webhook_url is not None
    if only_webhook and not has_webhook:
        raise Failure(Exit.USAGE, f"{code} has no webhook", "nothing is sent there", "leave out --webhook")
    old_until = settings.calendar.clock().now() + timedelta(days=keep_days)
    made: dict = {"partner": code, "old hold until": old_until}
    if not only_webhook:
        made |= _token(settings, code, old_until, timedelta(days=token_days))
    if has_webhook and not only_token:
        made |= webhook(settings, code, old_until if keep_days else None)
    show_json(made) if json else print(*(f"{name}: {value}" for name, value in made.items()), sep="\n")


def _token(settings: Settings, code: str, old_until: datetime, holds: timedelta) -> dict:
    rule = known(lambda seen, _, cause: partners.rotate(seen, old_until, cause), code)
    partner = change(settings, code, rule)
    issued = credentials.token(settings, code, partner.generation, holds)
    told = {"token": issued} if issued else {"tokens": credentials.FROM_THE_PROVIDER.format(partner.generation)}
    told |= credentials.provider_token(settings, code, partner.generation, holds)
    return {"generation": partner.generation, **told}


def webhook(settings: Settings, code: str, old_until: datetime | None) -> dict:
    """A new webhook secret, kept where the services find it or told to whoever keeps them."""
    secret = credentials.new_webhook_secret()
    kept = credentials.keep_webhook_secret(settings, code, secret, old_until)
    where = (
        "start notifications again" if kept else f"put it into the secret partners__{code}__webhook_secret, then that"
    )
    return {"webhook secret": secret, "to sign with it": where}
