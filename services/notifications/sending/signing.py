"""What a webhook is signed with: the newest secret, and for a while the one before it as well.

Standard Webhooks lets a message have several signatures, so that a receiver may change to the new secret when it suits.
"""

from dataclasses import dataclass
from datetime import datetime

from standardwebhooks import Webhook as Signature
from standardwebhooks.webhooks import EmptyWebhookSecretError


@dataclass(frozen=True, slots=True)
class Signing:
    """The keys, and until when each signs; none for the newest."""

    keys: tuple[tuple[Signature, datetime | None], ...]

    @classmethod
    def read(cls, secret: str) -> "Signing":
        """From `whsec_…`, and where it was rotated a second line: the one before, and the instant when that ends.

        Raises ValueError for anything else.
        """
        newest, *older = secret.splitlines() or [""]
        try:
            keys = [(Signature(newest), None)]
            for line in older:
                before, until = line.split()
                ends = datetime.fromisoformat(until)
                if ends.tzinfo is None:
                    raise ValueError("the instant has no time zone")
                keys.append((Signature(before), ends))
        except EmptyWebhookSecretError as error:
            raise ValueError("there is no secret") from error
        return cls(tuple(keys))

    def sign(self, id: str, now: datetime, body: str) -> str:
        """The header: one signature for each secret that still signs."""
        return " ".join(key.sign(id, now, body) for key, until in self.keys if until is None or now < until)
