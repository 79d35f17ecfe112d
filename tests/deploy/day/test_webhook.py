"""The agency's webhook takes what is signed, once, and nothing else."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from standardwebhooks import Webhook

from deploy.day.webhook import Receiver
from deploy.local.ports import free_port

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = json.dumps({"type": "lv.tilts.partner.notice-sent.v1", "data": {"notice": "n1"}})


@pytest.fixture
async def receiver():
    url, taken = f"http://127.0.0.1:{free_port()}/pazinojumi", asyncio.Queue()
    receiver = Receiver(url, SECRET, taken.put_nowait)
    yield url, taken
    receiver.close()


def signed(id: str, at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    signature = Webhook(SECRET).sign(id, at, BODY)
    return {"webhook-id": id, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def post(url: str, body: str, headers: dict[str, str]) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.post(url, content=body, headers=headers)).status_code


async def test_what_is_signed_is_taken(receiver):
    url, taken = receiver
    assert await post(url, BODY, signed("m1")) == 204
    async with asyncio.timeout(5):
        assert (await taken.get())["data"] == {"notice": "n1"}


async def test_a_repeat_is_welcome_and_changes_nothing(receiver):
    url, taken = receiver
    assert [await post(url, BODY, signed(id)) for id in ("m1", "m1", "m2")] == [204, 204, 204]
    async with asyncio.timeout(5):
        await taken.get()
        await taken.get()
    assert taken.empty()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BODY.replace("n1", "n2"), signed("m1")),
        (BODY, signed("m1") | {"webhook-id": "m2"}),
        (BODY, signed("m1", datetime.now(UTC) - timedelta(hours=1))),
        (BODY, {}),
        ("", {}),
    ],
    ids=["another body", "another id", "too old", "no signature", "nothing"],
)
async def test_everything_else_is_refused(receiver, body, headers):
    url, taken = receiver
    assert await post(url, body, headers) == 401
    assert taken.empty()
