"""What a partner shows us, and what we sign with: made here, shown once, kept nowhere but in the folder of secrets."""

import os
from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_bytes

from deploy.up.folder import write_private
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings import Settings
from shared.settings.municipality import provider_id

FROM_THE_PROVIDER = (
    "development tokens are refused here: let your identity provider put `generation: {}` into its tokens"
)


def token(settings: Settings, code: str, generation: int, holds: timedelta) -> str | None:
    """A partner's bearer token; None where tokens come from an identity provider."""
    actor = Actor(
        f"partner:{code}", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, code, generation=generation
    )  # fmt: skip
    return _issued(settings, actor, holds)


def provider_token(settings: Settings, code: str, generation: int, holds: timedelta) -> dict[str, str]:
    """What is told of the token with which a partner that provides services reports of them; nothing for any other."""
    if not settings.partners[code].provides:
        return {}
    account = str(provider_id(settings.municipality.slug, code))
    actor = Actor(account, frozenset({Role.PROVIDER}), Purpose.SERVICE_PROVISION, code, generation=generation)
    issued = _issued(settings, actor, holds)
    return {"provider token": issued or FROM_THE_PROVIDER.format(generation)}


def _issued(settings: Settings, actor: Actor, holds: timedelta) -> str | None:
    key = settings.security.development_key
    if key is None or not settings.deployment.is_development:
        return None
    return issue_token(key.get_secret_value(), actor, holds)


def new_webhook_secret() -> str:
    """As Standard Webhooks wants it."""
    return f"whsec_{b64encode(token_bytes(32)).decode()}"


def webhook_file(settings: Settings, code: str) -> Path | None:
    """The file of a partner's webhook secret; None where no folder of secrets is configured."""
    folder = settings.secrets.folder
    return folder / f"partners__{code}__webhook_secret" if folder else None


def keep_webhook_secret(settings: Settings, code: str, secret: str, old_until: datetime | None = None) -> bool:
    """Write the secret into its file; with `old_until` the one of before stays behind it until then.

    False when it has no file that can be written: whoever keeps the secrets has to put it there.
    """
    file = webhook_file(settings, code)
    if file is None or not os.access(file if file.exists() else file.parent, os.W_OK):
        return False
    old = file.read_text("utf-8").split()[0] if file.exists() and old_until else None
    write_private(file, f"{secret}\n{old} {old_until.isoformat()}\n" if old else f"{secret}\n")
    return True
