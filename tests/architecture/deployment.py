"""All services, and the settings of one municipality that is whole: what the tests of this room look at."""

from deploy.services import chosen
from shared.settings import Settings

DEFINITIONS = {definition.name: definition for definition in chosen(())}
SETTINGS = Settings.load(
    "liepaja",
    {
        "TILTS_SECURITY__INDEX_KEY": "i" * 32,
        "TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 32,
        "TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_SECRET": "whsec_" + "A" * 32,
    },
)
