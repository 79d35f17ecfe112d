"""The municipality's consent texts and duties in the domain's terms."""

from dataclasses import dataclass
from datetime import datetime

from shared.calendar import RIGA, Calendar
from shared.settings.consents import Consents, ConsentText, SharingDuty


@dataclass(frozen=True, slots=True)
class ConfiguredConsents:
    """See `domain.consents.rules.ConsentRules`."""

    configured: Consents
    calendar: Calendar

    def text(self, code: str, version: int) -> ConsentText | None:
        return self.configured.text_of(code, version)

    def held(self, text: ConsentText, at: datetime) -> bool:
        return text.holds_on(at.astimezone(RIGA).date())

    def signature_due(self, text: ConsentText, start: datetime) -> datetime | None:
        return self.calendar.due(start, text.sign_within) if text.sign_within else None

    def duty(self, code: str, at: datetime) -> SharingDuty | None:
        return self.configured.duty_on(code, at.astimezone(RIGA).date())
