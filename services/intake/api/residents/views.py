"""What a resident sends and is shown: numbers, codes and sentences, nothing of a case or of anybody."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from services.intake.api.views import Registered, View
from services.intake.domain.residents.concern import Standing
from shared.contracts.partner.fields import Narrative
from shared.contracts.referral_codes import InformationCode
from shared.described import Described

_NUMBER, _CODE = "LPX-2026-000123", "7K3M9-QZTAB"
_WORDS = [{"lv": "Saņemts", "en": "Received"}]


class TakenView(View):
    """It has its number. Keep both: without the code nobody is told anything."""

    number: str = Field(examples=[_NUMBER])
    code: str = Field(examples=[_CODE])
    """Shown once; the same request with the same Idempotency-Key shows it again."""
    thanks: dict[str, str] = Field(examples=_WORDS)
    next: dict[str, str] = Field(examples=_WORDS)
    """What happens now, and whom to call."""


class RegisteredAtDesk(Registered):
    """A referral has its number, and a code to give to whoever called."""

    code: str = Field(examples=[_CODE])
    """With number and code they may ask how it stands. It is stored nowhere."""


class AskedView(View):
    """Something that we need."""

    what: InformationCode
    words: dict[str, str] = Field(examples=_WORDS)


class StandingView(View):
    """Where it stands."""

    number: str = Field(examples=[_NUMBER])
    standing: Standing
    words: dict[str, str] = Field(examples=_WORDS)
    asked: list[AskedView]
    """What we need from you; its clock stands still meanwhile."""


class Known(Described):
    """What somebody was given."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"number": _NUMBER, "code": _CODE}]},
    )

    number: Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, min_length=1, max_length=30)]
    code: Annotated[str, StringConstraints(min_length=1, max_length=30)]


class Added(Known):
    """Something more, or what we asked for."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"number": _NUMBER, "code": _CODE, "narrative": "Mana adrese ir mainījusies."}]}
    )

    narrative: Narrative


def words(label: Any) -> dict[str, str]:
    """A sentence by language, those that nobody has written left out."""
    return {language: text for language, text in label.model_dump().items() if text}
