"""A webhook's signatures, checked as receivers do: by the reference library, with the old secret or the new one."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook as Receiver
from standardwebhooks.webhooks import WebhookVerificationError

from services.notifications.sending.signing import Signing

OLD, NEW = "whsec_" + "A" * 32, "whsec_" + "B" * 32
BODY = '{"type": "lv.tilts.partner.notice-sent.v1"}'


def this_second() -> datetime:
    """Receivers take what was signed in the last minutes; when the tests were collected may be longer ago."""
    return datetime.now(UTC).replace(microsecond=0)


def is_taken(secret: str, by: str, now: datetime | None = None) -> bool:
    """Whether a receiver that knows `by` takes what is signed with `secret`."""
    now = now or this_second()
    headers = {
        "webhook-id": "m1", "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signing.read(secret).sign("m1", now, BODY),
    }  # fmt: skip
    try:
        return Receiver(by).verify(BODY, headers) is not None
    except WebhookVerificationError:
        return False


@pytest.mark.parametrize(("until", "old_is_taken"), [(timedelta(hours=1), True), (timedelta(0), False)])
def test_the_old_secret_signs_until_its_instant_and_the_new_one_from_the_first_on(until, old_is_taken):
    now = this_second()
    rotated = f"{NEW}\n{OLD} {(now + until).isoformat()}\n"
    assert (is_taken(rotated, NEW, now), is_taken(rotated, OLD, now)) == (True, old_is_taken)


def test_one_that_was_never_rotated_signs_by_itself():
    assert (is_taken(OLD, OLD), is_taken(OLD, NEW)) == (True, False)


@pytest.mark.parametrize(
    "secret", ["", "\n", f"{NEW}\n{OLD}", f"{NEW}\n{OLD} soon", f"{NEW}\n{OLD} 2026-03-31T09:10:00"]
)
def test_what_signs_nothing_or_for_ever_is_refused(secret):
    with pytest.raises(ValueError):
        Signing.read(secret)
