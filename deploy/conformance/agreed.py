"""What a municipality has agreed with a partner, asked of intake's own rules: nothing but its settings is needed.

A rule that says no because of what came before (an id used again, a referral nobody knows) cannot be foreseen here.
"""

from secrets import token_hex

from pydantic import SecretStr

from services.intake.handlers import MESSAGES
from services.intake.rules import MunicipalRules, rules
from shared.contracts.codes import ParkReason
from shared.decision import Refusal, World
from shared.settings import Settings
from shared.settings.errors import did_you_mean
from shared.settings.municipality import Partner
from shared.stream.work import Failure, Heard

_FROM_SETTINGS_ALONE = {
    "answer-does-not-fit",
    "campaign-closed",
    "campaign-not-open-yet",
    "campaign-unknown",
    "figures-not-agreed",
    "identity-not-verified",
    "kind-not-agreed",
    "portal-not-trusted",
    "respondent-not-asked",
    "worker-unknown",
}


def known_partner(settings: Settings, code: str) -> Partner:
    """The partner as configured. Raises LookupError, with the nearest code, when the municipality has none of this."""
    if code not in settings.partners:
        hint = did_you_mean(code, settings.partners) or f" There are {', '.join(settings.partners) or 'none'}."
        raise LookupError(f"{code} is no partner of {settings.municipality.slug}.{hint}")
    return settings.partners[code]


def rules_for(settings: Settings) -> MunicipalRules:
    """Intake's rules in a municipality."""
    # The key finds people again. Nobody is looked for, so any will do, and the real one stays where it is.
    security = settings.security.model_copy(update={"index_key": SecretStr(token_hex(32))})
    return rules(settings.model_copy(update={"security": security}))


class Agreement:
    """What one municipality takes, by its rules."""

    def __init__(self, agreed: MunicipalRules) -> None:
        self._rules = agreed

    def broken_by(self, heard: Heard) -> Failure | None:
        """Why intake would reject a message that it has read, as far as that follows from the settings."""
        handler = MESSAGES.get(heard.type)
        if handler is None:
            return None
        world = World(set(handler.refs(heard.body, heard.cause, self._rules)))
        try:
            handler.decide(world, heard.body, heard.cause, self._rules)
        except Refusal as refusal:
            if refusal.code in _FROM_SETTINGS_ALONE:
                return Failure(heard, ParkReason.RULE, refusal.detail, refusal)
        return None
