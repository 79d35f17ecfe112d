"""Messages as files in a folder: whole, one each, named so that a repeat can be told."""

import json
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from services.notifications.domain.delivery import Message, TryOutcome
from services.notifications.sending.drop import Drop
from services.notifications.sending.letters import letter
from shared.contracts.codes import FieldSet, NoticeChannel, NoticeWithdrawal
from shared.settings import Settings
from tests.services.notifications.samples import ENVIRON, MONDAY, PERSON, SOCIETY, id_of
from tests.services.notifications.test_message import DUE

ALL = ENVIRON | {
    "TILTS_PARTNERS__ATBALSTA_BIEDRIBA__NOTICE_CHANNELS": '["email", "sms", "e_address"]',
    "TILTS_PARTNERS__ATBALSTA_BIEDRIBA__SMS_NUMBER": "+37120000000",
    "TILTS_PARTNERS__ATBALSTA_BIEDRIBA__E_ADDRESS": "_DEFAULT@90000000000",
}
SETTINGS = Settings.load("liepaja", ALL)
SMS, E_ADDRESS, EMAIL = NoticeChannel.SMS, NoticeChannel.E_ADDRESS, NoticeChannel.EMAIL


def written(channel, name="notice"):
    due = replace(
        DUE, notice=id_of(name), channel=channel, agency=SOCIETY, field_set=FieldSet.IDENTITY_AND_CONTACT,
        acknowledge_by=MONDAY + timedelta(days=2),
    )  # fmt: skip
    return letter(due, {DUE.subject: PERSON}, MONDAY)


async def dropped(folder, channel, *letters, settings=SETTINGS):
    results = await Drop(channel, folder, settings).send(letters)
    return [result.outcome for result in results]


@pytest.mark.parametrize(("channel", "to"), [(SMS, "+37120000000"), (E_ADDRESS, "_DEFAULT@90000000000")])
async def test_a_message_is_one_whole_file_with_a_link_and_without_content(tmp_path, channel, to):
    one = written(channel)
    assert await dropped(tmp_path, channel, one) == [TryOutcome.DELIVERED]
    (file,) = tmp_path.rglob("*.*")
    assert file == tmp_path / channel / f"{one.id}.json"
    body = json.loads(file.read_text("utf-8"))
    assert (body["id"], body["to"]) == (str(one.id), to)
    assert "LPX-2026-000001" in body["text"] and f"/answer/{one.token}" in body["text"]
    assert not [value for value in PERSON.values() if value in file.read_text("utf-8")]


async def test_in_development_a_mail_is_a_file_that_a_mail_program_opens(tmp_path):
    one = written(EMAIL)
    await dropped(tmp_path, EMAIL, one)
    mail = message_from_bytes((tmp_path / "email" / f"{one.id}.eml").read_bytes(), policy=default)
    assert mail["To"] == "pazinojumi@sliedes.example"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


async def test_a_withdrawal_is_a_message_of_its_own_without_a_link(tmp_path):
    told = written(SMS)
    due = replace(told.due, message=Message.WITHDRAWAL, withdrawal=NoticeWithdrawal.CASE_CLOSED)
    taken_back = letter(due, {}, MONDAY)
    await dropped(tmp_path, SMS, told, taken_back)
    words = json.loads((tmp_path / "sms" / f"{taken_back.id}.json").read_text("utf-8"))["text"]
    assert words == "Sociālā dienesta paziņojums LPX-2026-000001 ir atsaukts. Jums nekas nav jādara."
    assert taken_back.id != told.id and taken_back.token is None


async def test_a_repeat_takes_the_name_of_the_first_and_another_letter_another(tmp_path):
    await dropped(tmp_path, SMS, written(SMS), written(SMS), written(SMS, "other"))
    names = {file.stem for file in (tmp_path / "sms").iterdir()}
    assert names == {str(written(SMS).id), str(written(SMS, "other").id)}


async def test_what_somebody_asks_to_be_sent_once_more_is_no_repeat(tmp_path):
    first = written(SMS)
    await dropped(tmp_path, SMS, first, replace(first, due=replace(first.due, asked_after=1)))
    assert len(list((tmp_path / "sms").iterdir())) == 2


async def test_where_no_file_can_be_written_nothing_has_left_us(tmp_path):
    (tmp_path / "sms").write_text("in the way")
    assert await dropped(tmp_path, SMS, written(SMS)) == [TryOutcome.UNREACHABLE]


async def test_an_agency_whose_address_was_taken_away_is_gone(tmp_path):
    assert await dropped(tmp_path, SMS, written(SMS), settings=Settings.load("liepaja", ENVIRON)) == [TryOutcome.GONE]
    assert list(tmp_path.rglob("*.json")) == []
