"""Webhooks at a real receiver that verifies each signature by the reference library, and at receivers of every kind."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

import pytest

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.letters import letter
from services.notifications.sending.webhook import Webhook
from shared.settings.municipality import Partner
from tests.services.notifications.certificates import server_and_client
from tests.services.notifications.conftest import fresh
from tests.services.notifications.receiver import (
    answers,
    drips,
    hangs_up,
    never_ends,
    receiving,
    says_nothing,
)
from tests.services.notifications.samples import MONDAY, PERSON, SECRET
from tests.services.notifications.test_message import DUE

LETTER = letter(DUE, {DUE.subject: PERSON}, MONDAY)
DELIVERED, REJECTED, GONE, UNREACHABLE, UNANSWERED = TryOutcome


@fresh
async def receiver():
    async with receiving() as receiver:
        yield receiver


def webhook(
    url: str, *, development: bool = True, time_limit: float = 30.0, tls=None, secret: str = SECRET
) -> Webhook:  # fmt: skip
    partner = Partner(
        kind="provider", name={"lv": "Centrs", "en": "Centre"}, notice_channels=["webhook"], webhook_url=url,
        webhook_secret=secret,
    )  # fmt: skip
    return Webhook("krizes-centrs", partner, development=development, time_limit=time_limit, tls=tls)


async def sent(url: str, **how):
    channel = webhook(url, **how)
    try:
        (result,) = await channel.send([LETTER])
        return result
    finally:
        await channel.close()


async def test_the_signed_body_has_type_time_and_the_message(receiver):
    assert (await sent(receiver.url)).outcome is DELIVERED
    ((id, body),) = receiver.got
    assert id == str(LETTER.id)
    assert body["type"] == "lv.tilts.partner.notice-sent.v1" and body["timestamp"] == "2026-03-16T07:30:00.000Z"
    assert body["data"]["subject"]["family_name"] == PERSON["family_name"] and "phone" not in body["data"]["subject"]


async def test_the_name_that_was_configured_stands_in_the_host_header(receiver):
    by_name = receiver.url.replace("127.0.0.1", "localhost")
    assert (await sent(by_name)).outcome is DELIVERED
    assert receiver.hosts == [urlsplit(by_name).netloc]


@pytest.mark.parametrize(
    ("answer", "outcome", "status"),
    [
        (answers("200 OK", body=b"<html>Paldies!</html>"), DELIVERED, 200),
        (answers("299 Fine"), DELIVERED, 299),
        (answers("302 Found", "Location: http://169.254.169.254/latest/meta-data"), REJECTED, 302),
        (answers("400 Bad Request"), REJECTED, 400),
        (answers("410 Gone"), GONE, 410),
        (answers("500 Internal Server Error"), REJECTED, 500),
        (hangs_up, UNANSWERED, None),
    ],
    ids=["HTML", "any success", "a redirect to metadata", "no", "gone", "broken", "hangs up"],
)
async def test_what_a_receiver_does_and_what_we_make_of_it(receiver, answer, outcome, status):
    receiver.answer = answer
    result = await sent(receiver.url)
    assert (result.outcome, result.status) == (outcome, status)
    assert len(receiver.got) == 1


@pytest.mark.parametrize("answer", [says_nothing, drips])
async def test_a_receiver_that_never_comes_to_an_end_is_left_at_the_time_limit(receiver, answer):
    receiver.answer = answer
    assert (await sent(receiver.url, time_limit=0.5)).outcome is UNANSWERED


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("Retry-After: 120", timedelta(minutes=2)),
        ("Retry-After: 999999", timedelta(hours=1)),
        ("Retry-After: 99999999999999999999", timedelta(hours=1)),
        ("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", timedelta(hours=1)),
        ("Retry-After: Wed, 21 Oct 2015 07:28:00 GMT", None),
        ("Retry-After: Wed, 99 Oct 2026 07:28:00 GMT", None),
        ("Retry-After: -5", None),
        ("Retry-After: ²", None),
        ("X-Other: 1", None),
    ],
)
async def test_a_receiver_may_say_when(receiver, header, wait):
    receiver.answer = answers("429 Too Many Requests", header)
    assert (await sent(receiver.url)).retry_after == wait


@pytest.mark.parametrize(
    "write", [lambda at: format_datetime(at, usegmt=True), "{:%a, %d %b %Y %H:%M:%S -0000}".format]
)
async def test_a_date_of_http_is_when(receiver, write):
    at = datetime.now(UTC) + timedelta(minutes=10)
    receiver.answer = answers("503 Service Unavailable", f"Retry-After: {write(at)}")
    assert timedelta(minutes=9) < (await sent(receiver.url)).retry_after <= timedelta(minutes=10)


async def test_a_body_without_end_is_not_waited_for(receiver):
    receiver.answer = never_ends
    assert (await sent(receiver.url)).outcome is DELIVERED


async def test_a_name_that_leads_elsewhere_after_the_check_is_not_asked_again(receiver, monkeypatch):
    known, asked = socket.getaddrinfo, []

    def changes(host, *rest, **more):
        if host == "agency.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return known(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changes)
    port = urlsplit(receiver.url).port
    async with receiving(host="127.0.0.2", port=port) as elsewhere:
        assert (await sent(f"http://agency.example:{port}/")).outcome is DELIVERED
        assert (len(receiver.got), elsewhere.got, asked) == (1, [], ["agency.example"])
    assert receiver.hosts == [f"agency.example:{port}"]


async def test_a_redirect_is_not_followed(receiver):
    async with receiving() as elsewhere:
        receiver.answer = answers("307 Temporary Redirect", f"Location: {elsewhere.url}")
        assert (await sent(receiver.url)).outcome is REJECTED
        assert elsewhere.got == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://no-such-name.invalid/", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/"]
)
async def test_where_nobody_is_or_nobody_may_be_nothing_leaves_us(url):
    assert (await sent(url)).outcome is UNREACHABLE


async def test_this_machine_is_no_agency_outside_development(receiver):
    assert (await sent(receiver.url, development=False)).outcome is UNREACHABLE
    assert receiver.got == []


@pytest.mark.parametrize(
    ("name", "ends", "believed", "outcome"),
    [
        ("localhost", timedelta(days=1), True, DELIVERED),
        ("localhost", timedelta(days=1), False, UNREACHABLE),
        ("localhost", timedelta(days=-1), True, UNREACHABLE),
        ("somebody.invalid", timedelta(days=1), True, UNREACHABLE),
    ],
    ids=["good", "of an unknown authority", "expired", "of somebody else"],
)
async def test_the_certificate_must_be_that_of_the_name_although_an_address_is_connected_to(
    tmp_path, name, ends, believed, outcome
):
    server, client = server_and_client(tmp_path, name, ends)
    async with receiving(server) as receiver:
        url = receiver.url.replace("127.0.0.1", "localhost")
        assert (await sent(url, tls=client if believed else None)).outcome is outcome
        assert len(receiver.got) == (outcome is DELIVERED)


async def test_many_letters_go_at_once_and_each_has_its_own_result(receiver):
    count = 0

    async def every_other(writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        await answers("503 Service Unavailable" if count % 2 else "200 OK")(writer)

    receiver.answer = every_other
    channel = webhook(receiver.url)
    results = await channel.send([LETTER] * 10)
    await channel.close()
    assert sorted(result.outcome for result in results) == [DELIVERED] * 5 + [REJECTED] * 5
