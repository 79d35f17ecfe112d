"""Webhooks as agencies take them that use the JavaScript library of Standard Webhooks, also while a secret changes."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.notifications.domain.delivery import TryOutcome
from tests.heavy.npm import installed
from tests.services.notifications.samples import PERSON
from tests.services.notifications.test_webhook import sent

LIBRARY = "standardwebhooks@1.1.1"
SECRETS = {name: "whsec_" + letter * 32 for name, letter in (("old", "A"), ("new", "B"), ("another", "C"))}


@pytest.fixture(scope="module")
def agency() -> Iterator[subprocess.Popen]:
    """One that takes what is signed for the old secret at /old, for the new one at /new, for a third at /another."""
    command = ["node", Path(__file__).with_name("receiver.cjs"), installed(LIBRARY)]
    given = [f"{name}={secret}" for name, secret in SECRETS.items()]
    with subprocess.Popen([*command, *given], stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.fixture(scope="module")
def address(agency) -> str:
    return f"http://127.0.0.1:{agency.stdout.readline().strip()}"


@pytest.mark.parametrize(
    ("signed", "ends", "taken"),
    [
        (("new",), None, {"new"}),
        (("new", "old"), timedelta(hours=1), {"new", "old"}),
        (("new", "old"), timedelta(hours=-1), {"new"}),
    ],
    ids=["one secret", "while it is rotated", "when that is over"],
)
async def test_whoever_has_a_secret_that_signs_takes_it_and_nobody_else(address, agency, signed, ends, taken):
    lines = [SECRETS[name] for name in signed]
    if ends:
        lines[1] += f" {(datetime.now(UTC) + ends).isoformat()}"
    for name in SECRETS:
        result = await sent(f"{address}/{name}", secret="\n".join(lines))
        assert (result.outcome, result.status) == (
            (TryOutcome.DELIVERED, 204) if name in taken else (TryOutcome.REJECTED, 401)
        ), name
        if name in taken:
            body = json.loads(agency.stdout.readline())
            assert body["data"]["subject"]["family_name"] == PERSON["family_name"]
