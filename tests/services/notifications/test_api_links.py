"""The page behind a link, on a real database: looking changes nothing, one answer counts, dead ends say why."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from services.notifications.domain.notice import NoticeState
from services.notifications.sending.drop import Drop
from services.notifications.sending.worker import Worker
from shared.contracts.codes import AnswerCode, DeclineReason, NeedCode, NoticeChannel
from shared.contracts.partners import PartnerSuspended
from shared.contracts.standing_codes import SuspensionReason
from tests.services.notifications.conftest import fresh
from tests.services.notifications.room import LateClock
from tests.services.notifications.samples import MONDAY, PERSON, SOCIETY, accepted, closed, opened

SUSPENDED = PartnerSuspended(partner=SOCIETY, at=MONDAY, reason=SuspensionReason.TECHNICAL_FAULT)
EXPIRE = "update answer_link set expires_at = now()"
TERM_IS_OVER = "update notice set acknowledge_by = now() - interval '1 hour'"


@pytest.fixture
def mails(tmp_path):
    return tmp_path / "email"


@fresh
async def links(room, mails):
    """Lets the society be told of cases of these names by e-mail; the links in its mails, as paths, in order."""

    async def told(*names: str) -> list[str]:
        for number, name in enumerate(names, 1):
            await room.hear(accepted(name, number), opened(name, needs=(NeedCode.ADDICTION_YOUTH,)))
        await mailing(room, mails).once()
        return [link for _, link in sorted(map(_number_and_link, mails.glob("*.eml")))]

    return told


def mailing(room, mails, ahead: timedelta = timedelta()) -> Worker:
    """A worker that lays mails down in the folder."""
    return Worker(room.desk, Drop(NoticeChannel.EMAIL, mails.parent, room.desk.settings), LateClock(ahead))


def _number_and_link(mail: Path) -> tuple[str, str]:
    text = message_from_bytes(mail.read_bytes(), policy=default).get_body(("plain",)).get_content()
    return re.search(r"LPX-2026-\d+", text)[0], re.search(r"/answer/[\w-]+", text)[0]


async def state(room) -> list[tuple]:
    return [(notice.state, notice.answer, notice.reason, notice.late) for notice in await room.notices()]


async def test_the_page_has_what_is_needed_and_names_nobody(http, room, links):
    (link,) = await links("a")
    answer = await http.get(link)
    assert answer.status_code == 200
    for shown in ("LPX-2026-000001", "Atkarības jauniešiem", "Atbalsta biedrība „Sliedes” (paraugs)", 'lang="lv"'):
        assert shown in answer.text
    assert not [value for value in PERSON.values() if value in answer.text]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "form-action 'self'" in policy and "script" not in policy
    assert "<script" not in answer.text and answer.headers["Referrer-Policy"] == "no-referrer"


async def test_a_browser_that_wants_english_gets_it_and_it_stays_so_after_an_answer(http, links):
    (link,) = await links("a")
    assert "Addiction of young people" in (await http.get(link, headers={"Accept-Language": "en-GB,en;q=0.9"})).text
    answer = await http.post(f"{link}?lang=en", data={"said": "accept"}, follow_redirects=True)
    assert answer.status_code == 200 and "Thank you, you have answered" in answer.text


async def test_looking_at_a_link_changes_nothing_however_often(http, room, links):
    (link,) = await links("a")
    before = await room.notices(), await room.logged()
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        await http.request(method, link)
    assert (await room.notices(), await room.logged()) == before


async def test_the_agency_acknowledges_and_answers_by_it_once(http, room, links):
    (link,) = await links("a")
    for said in ("acknowledge", "acknowledge", "accept"):
        answer = await http.post(link, data={"said": said})
        assert (answer.status_code, (await http.get(link)).status_code) == (303, 200)
    again = await http.post(link, data={"said": "refuse", "reason": "no_capacity"})
    assert again.status_code == 409 and "Paldies, jūs esat atbildējuši" in again.text
    assert await state(room) == [(NoticeState.ANSWERED, AnswerCode.ACCEPTED, None, False)]
    assert [name for name, _ in await room.logged()][-2:] == ["notice-acknowledged", "agency-answered"]


async def test_a_refusal_says_why(http, room, links):
    (link,) = await links("a")
    await http.post(link, data={"said": "refuse", "reason": "no_capacity"})
    assert await state(room) == [(NoticeState.ANSWERED, AnswerCode.REFUSED, DeclineReason.NO_CAPACITY, False)]
    assert "Nav vietas" in (await http.get(link)).text


@pytest.mark.parametrize(
    "body",
    [b"", b"said=accept&reason=other", b"said=refuse", b"said=refuse&reason=nav", b"said=%ff", b"\xff", b"a=1&" * 20],
)
async def test_what_no_button_says_is_asked_again(http, room, links, body):
    (link,) = await links("a")
    answer = await http.post(link, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 422 and "Izvēlieties vienu no pogām" in answer.text
    assert await state(room) == [(NoticeState.DELIVERED, None, None, False)]


async def test_after_the_term_it_is_accepted_and_marked_late(http, room, links):
    (link,) = await links("a")
    await room.pool.execute(TERM_IS_OVER)
    assert "Termiņš ir pagājis" in (await http.get(link)).text
    await http.post(link, data={"said": "accept"})
    assert await state(room) == [(NoticeState.ANSWERED, AnswerCode.ACCEPTED, None, True)]
    assert "pēc termiņa" in (await http.get(link)).text


async def test_whoever_has_acknowledged_is_not_told_of_the_term_any_more(http, room, links):
    (link,) = await links("a")
    await http.post(link, data={"said": "acknowledge"})
    await room.pool.execute(TERM_IS_OVER)
    assert "Termiņš ir pagājis" not in (await http.get(link)).text


async def test_it_answers_its_own_notice_and_no_other(http, room, links):
    first, _ = await links("a", "b")
    await http.post(first, data={"said": "accept"})
    by_number = await room.pool.fetch("select m.number, n.state from notice n join matter m on m.id = n.referral")
    assert dict(by_number) == {"LPX-2026-000001": "answered", "LPX-2026-000002": "delivered"}


@pytest.mark.parametrize(
    ("meanwhile", "status", "words"),
    [
        ("expires", 410, "Saites laiks ir pagājis"),
        ("is withdrawn", 410, "Paziņojums ir atsaukts"),
        ("is suspended", 403, "Jūsu piekļuve ir apturēta"),
        ("is another", 404, "Tādas saites nav"),
    ],
)
async def test_a_link_that_is_good_for_nothing_says_why_and_whom_to_call(http, room, links, meanwhile, status, words):
    (link,) = await links("a")
    match meanwhile:
        case "expires":
            await room.pool.execute(EXPIRE)
        case "is withdrawn":
            await room.hear(closed("a"))
            await room.run_out()
        case "is suspended":
            await room.hear(SUSPENDED)
        case "is another":
            link = link[:-1] + ("a" if link[-1] != "a" else "b")
    before = await room.notices()
    for answer in (await http.get(link), await http.post(link, data={"said": "accept"})):
        assert answer.status_code == status
        assert words in answer.text and "tel:" in answer.text and "LPX-2026" not in answer.text
    assert await room.notices() == before


async def test_neither_the_database_nor_the_log_knows_the_token(http, room, links):
    (link,) = await links("a")
    await http.post(link, data={"said": "accept"})
    token = link.rpartition("/")[2]
    for (table,) in await room.pool.fetch("select tablename from pg_tables where schemaname = 'public'"):
        text = await room.pool.fetchval(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
        assert token not in text, table


async def test_each_try_has_a_link_that_works_and_the_mail_keeps_its_name(http, room, links, mails):
    (first,) = await links("a")
    name = [file.name for file in mails.iterdir()]
    await room.pool.execute("update delivery set open = true")
    await mailing(room, mails, timedelta(days=1)).once()
    assert [file.name for file in mails.iterdir()] == name
    (second,) = await links()
    assert second != first
    assert [(await http.get(link)).status_code for link in (first, second)] == [200, 200]
