"""E-mail at a real server with STARTTLS and AUTH, and at servers that put off, refuse, die and hang."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.letters import letter
from services.notifications.sending.mail import Mail
from shared.contracts.codes import NoticeChannel
from shared.settings import Settings
from tests.services.notifications.certificates import server_and_client
from tests.services.notifications.conftest import fresh
from tests.services.notifications.mailserver import answers, dies, hangs, mail_server
from tests.services.notifications.samples import ENVIRON, MONDAY, OFFICE, PERSON, SOCIETY, id_of
from tests.services.notifications.test_message import DUE

DELIVERED, REJECTED, GONE, UNREACHABLE, UNANSWERED = TryOutcome
BY_MAIL = replace(DUE, channel=NoticeChannel.EMAIL, agency=SOCIETY, acknowledge_by=MONDAY + timedelta(hours=4))
TO = "pazinojumi@sliedes.example"


def mailed(name: str = "notice"):
    return letter(replace(BY_MAIL, notice=id_of(name)), {DUE.subject: PERSON}, MONDAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("certificate")


@pytest.fixture(scope="module")
def certificate(folder):
    server, _ = server_and_client(folder, "localhost", timedelta(days=1))
    return server


@fresh
async def server(certificate):
    async with mail_server(certificate) as server:
        yield server


@pytest.fixture
def settings(server, folder):
    return Settings.load("liepaja", ENVIRON | server.environ(folder))


async def sent(settings, *letters, **how):
    return await Mail(settings, **how).send(letters or [mailed()])


async def test_a_mail_arrives_encrypted_and_signed_in_with_a_link_and_without_content(server, settings):
    one = mailed()
    (result,) = await sent(settings, one)
    assert (result.outcome, result.status, server.signed_in, server.signed_off) == (DELIVERED, 250, 1, 1)
    ((to, mail),) = server.got
    assert (to, mail["To"]) == (TO, TO)
    assert mail["Subject"] == "Sociālā dienesta paziņojums LPX-2026-000001"
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Liepājas valstspilsēta", OFFICE)
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("lv", "auto-generated")
    text, html = (part.get_content() for part in mail.iter_parts())
    assert all(f"http://127.0.0.1:8080/notifications/answer/{one.token}" in part for part in (text, html))
    assert not [value for value in PERSON.values() if value in text + html + str(mail.items())]


async def test_a_repeat_has_the_same_message_id_and_another_letter_another(server, settings):
    await sent(settings, mailed(), mailed("other"), mailed())
    first, other, again = (mail["Message-ID"] for _, mail in server.got)
    assert first == again == f"<{mailed().id}@liepaja.example>" and other != first


async def test_a_batch_goes_over_one_connection_and_each_letter_has_its_own_result(server, settings):
    async def every_other(smtp, envelope):
        server.seen = getattr(server, "seen", 0) + 1
        return "250 OK" if server.seen % 2 else "550 5.1.1 No such mailbox"

    server.at_recipient = every_other
    results = await sent(settings, *(mailed(f"n{n}") for n in range(4)))
    assert [result.outcome for result in results] == [DELIVERED, REJECTED, DELIVERED, REJECTED]
    assert (server.signed_in, len(server.got)) == (1, 2)


@pytest.mark.parametrize(
    ("where", "step", "outcome", "status", "later"),
    [
        ("at_recipient", answers("451 4.7.1 Greylisted"), UNREACHABLE, 451, timedelta(minutes=5)),
        ("at_recipient", answers("550 5.1.1 No such mailbox"), REJECTED, 550, None),
        ("at_text", answers("452 4.2.2 Mailbox full"), UNREACHABLE, 452, timedelta(minutes=5)),
        ("at_text", answers("554 5.7.1 No"), REJECTED, 554, None),
        ("at_text", dies, UNANSWERED, None, None),
        ("at_recipient", dies, UNREACHABLE, None, None),
    ],
    ids=["greylists", "no mailbox", "full", "refuses the text", "dies after the text", "dies before it"],
)
async def test_what_a_server_does_and_what_we_make_of_it(server, settings, where, step, outcome, status, later):
    setattr(server, where, step)
    (result,) = await sent(settings)
    assert (result.outcome, result.status, result.retry_after) == (outcome, status, later)
    # One that dies over its answer has the mail, and that is why nobody knows.
    assert len(server.got) == (outcome is UNANSWERED)


async def test_one_that_is_lost_with_its_connection_takes_no_other_along(server, settings):
    async def dies_once(smtp, envelope):
        server.at_text = answers("250 OK")
        return await dies(smtp, envelope)

    server.at_text = dies_once
    results = await sent(settings, mailed("a"), mailed("b"))
    assert [result.outcome for result in results] == [UNANSWERED, DELIVERED]
    assert server.signed_in == 2


@pytest.mark.parametrize(("where", "outcome"), [("at_text", UNANSWERED), ("at_recipient", UNREACHABLE)])
async def test_a_server_that_hangs_is_left_and_what_was_not_begun_has_not_left_us(server, settings, where, outcome):
    setattr(server, where, hangs)
    first, second = await sent(settings, mailed("a"), mailed("b"), batch_limit=0.3)
    assert (first.outcome, second.outcome) == (outcome, UNREACHABLE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PASSWORD", "cita"), ("PORT", "9"), ("HOST", "127.0.0.1"), ("HOST", "no-such-name.invalid"), ("SECURITY", "tls")],
    ids=["wrong password", "nobody there", "certificate of another name", "no such name", "no TLS there"],
)
async def test_without_an_encrypted_and_signed_in_connection_nothing_leaves_us(server, folder, name, value):
    environ = ENVIRON | server.environ(folder) | {f"TILTS_NOTIFICATIONS__MAIL__{name}": value}
    first, second = await sent(Settings.load("liepaja", environ), mailed("a"), mailed("b"))
    assert (first.outcome, second.outcome, server.got) == (UNREACHABLE, UNREACHABLE, [])


async def test_encryption_from_the_first_byte_works_as_well(certificate, folder):
    async with mail_server(certificate, from_the_first_byte=True) as server:
        environ = ENVIRON | server.environ(folder) | {"TILTS_NOTIFICATIONS__MAIL__SECURITY": "tls"}
        (result,) = await sent(Settings.load("liepaja", environ))
    assert (result.outcome, len(server.got)) == (DELIVERED, 1)


async def test_an_agency_whose_address_was_taken_away_is_gone(server, settings):
    removed = {code: partner for code, partner in settings.partners.items() if code != SOCIETY}
    (result,) = await sent(settings.model_copy(update={"partners": removed}))
    assert (result.outcome, server.got) == (GONE, [])
