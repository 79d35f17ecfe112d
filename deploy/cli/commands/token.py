"""`tilts token`: a development token, to try the APIs with."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from uuid import uuid4

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Municipality
from deploy.cli.partner.standing import if_reachable, standing
from shared.security import PURPOSES, Actor, DevelopmentTokens, Purpose, Role, issue_token
from shared.settings import Settings
from shared.settings.municipality import provider_id, staff_id

app = typer.Typer(add_completion=False)


@app.command()
def token(
    role: Annotated[Role, typer.Argument(help="What its bearer is.", show_choices=True)],
    staff: Annotated[str | None, typer.Option(help="The code of a member of staff, as configured.")] = None,
    partner: Annotated[str | None, typer.Option(help="The code of a partner, for the roles partner, provider.")] = None,
    identity: Annotated[str | None, typer.Option(help="Who it is as a bank link proved it, for a resident.")] = None,
    purpose: Annotated[Purpose | None, typer.Option(help="By default the first that the role may give.")] = None,
    hours: Annotated[float, typer.Option(help="How long it holds.")] = 8,
    municipality: Municipality = None,
    folder: Folder = None,
) -> None:
    """A bearer token for a role, on stdout. Development only: whoever holds the key can be anybody."""
    settings = find_deployment(municipality, folder).settings
    key, actor = _key(settings), _actor(settings, role, staff, partner, identity, purpose)
    print(issue_token(key, replace(actor, generation=_generation(settings, partner)), timedelta(hours=hours)))


def _generation(settings: Settings, partner: str | None) -> int:
    """Which generation of a partner's tokens is the newest; without intake's database, that of one never rotated."""
    known = if_reachable(standing(settings, partner))[0] if partner else None
    return known.generation if known else 0


def _key(settings: Settings) -> str:
    key = settings.security.development_key
    DevelopmentTokens(key.get_secret_value() if key else "x" * 32, development=settings.deployment.is_development)
    if key is None:
        raise Failure(
            Exit.CREDENTIALS,
            "there is no key to sign tokens with",
            "security.development_key is not set",
            "`tilts up` makes one; or set TILTS_SECURITY__DEVELOPMENT_KEY",
        )
    return key.get_secret_value()


def _actor(
    settings: Settings,
    role: Role,
    staff: str | None,
    partner: str | None,
    identity: str | None,
    purpose: Purpose | None,
) -> Actor:
    codes = {one.code for unit in settings.units.values() for one in unit.staff}
    if staff and staff not in codes:
        raise Failure(Exit.USAGE, f"{staff} is no member of staff", mend=f"one of {', '.join(sorted(codes))}")
    if partner and partner not in settings.partners:
        raise Failure(Exit.USAGE, f"{partner} is no partner", mend=f"one of {', '.join(settings.partners)}")
    id = str(staff_id(settings.municipality.slug, staff)) if staff else f"{partner or 'trying'}:{role}"
    if role is Role.PROVIDER and partner:
        id = str(provider_id(settings.municipality.slug, partner))
    if role is Role.RESIDENT:
        # Two residents are two accounts: what one has sent is never answered to the other.
        id = f"resident:{uuid4()}"
    service = "cli" if role is Role.SERVICE else None
    try:
        return Actor(id, frozenset({role}), purpose or min(PURPOSES[role]), partner, service, identity)
    except ValueError as error:
        raise Failure(Exit.USAGE, "these do not go together", str(error)) from None
