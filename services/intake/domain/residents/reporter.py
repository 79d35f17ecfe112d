"""The reporter (ziņotājs) in a letter: who reads the letter is shown a name only where the reporter agreed to that."""

from typing import Any

from shared.contracts.partner import Reporter
from shared.contracts.referral_codes import ReporterIdentity

_CODES = ("relation", "wants_answer")


def shown(reporter: dict[str, Any] | None) -> dict[str, Any] | None:
    """A reporter, as a letter keeps them, for whoever reads the letter: codes alone unless they are named."""
    if reporter is None:
        return None
    treated = Reporter.model_validate(reporter).treated
    if treated is ReporterIdentity.NAMED:
        return reporter
    return {"identity": treated, **{name: reporter[name] for name in _CODES if name in reporter}}
