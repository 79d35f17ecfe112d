"""What an agency reads: the fields of its rule's set, as far as intake knows them, and never one more."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.delivery import Message
from services.notifications.domain.message import Due, disclosed, message_id, render
from services.notifications.sending.letters import letter
from shared.contracts.codes import FieldSet, LegalBasis, NeedCode, NoticeChannel, NoticeContent, NoticeWithdrawal
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.partner import NoticeSent
from tests.services.notifications.samples import MONDAY, PERSON, id_of

DUE = Due(
    notice=id_of("notice"), attempt=1, message=Message.NOTICE, channel=NoticeChannel.PARTNER_TOPIC,
    agency="barintiesa", urgent=True, correlation="c", trace=None, rule="tell-them", purpose="protection",
    legal_basis=LegalBasis.LEGAL_DUTY, article="1", field_set=FieldSet.IDENTITY, subject=id_of("person"),
    needs=(NeedCode.CRISIS,), number="LPX-2026-000001", issued_at=MONDAY, acknowledge_by=MONDAY, withdrawal=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("field_set", "told"),
    [
        (FieldSet.NONE, set()),
        (FieldSet.IDENTITY, {"given_name", "family_name", "personal_code", "birth_date"}),
        (FieldSet.CONTACT, {"given_name", "family_name", "address", "phone"}),
        (FieldSet.IDENTITY_AND_CONTACT, set(PERSON)),
    ],
)
def test_a_field_set_lets_out_its_fields_and_no_other(field_set, told):
    message = render(replace(DUE, field_set=field_set), PERSON | {"id": str(id_of("person")), "narrative": "Teksts."})
    assert set(disclosed(message)) == told
    assert message.content is (NoticeContent.FULL if told else NoticeContent.CONTENT_FREE)
    body = message.encode().decode()
    assert all((value in body) is (name in told) for name, value in PERSON.items())


@pytest.mark.parametrize("channel", [NoticeChannel.EMAIL, NoticeChannel.SMS, NoticeChannel.E_ADDRESS])
@pytest.mark.parametrize("field_set", FieldSet)
def test_what_others_may_read_on_the_way_carries_no_field_whatever_the_rule_lets_out(channel, field_set):
    due = replace(DUE, channel=channel, field_set=field_set)
    sent = letter(due, {DUE.subject: PERSON}, MONDAY)
    assert not due.names_somebody
    assert (sent.message.content, disclosed(sent.message), sent.disclosure) == (NoticeContent.CONTENT_FREE, (), None)


OUTSIDE = [(field_set, name) for field_set in FieldSet for name in sorted(set(PERSON) - DISCLOSED[field_set])]


@pytest.mark.parametrize(("field_set", "name"), OUTSIDE)
def test_a_message_with_a_field_outside_its_set_cannot_be_made(field_set, name):
    allowed = render(replace(DUE, field_set=field_set), PERSON).model_dump()
    more = (allowed["subject"] or {}) | {name: PERSON[name]}
    with pytest.raises(ValueError, match=f"may not carry {name}"):
        NoticeSent(**allowed | {"subject": more, "content": NoticeContent.FULL})


@pytest.mark.parametrize("name", PERSON)
def test_a_message_free_of_content_cannot_carry_a_field(name):
    nameless = render(DUE, None).model_dump()
    with pytest.raises(ValueError, match=f"may not carry {name}"):
        NoticeSent(**nameless | {"subject": {name: PERSON[name]}})


@given(st.sets(st.sampled_from(sorted(PERSON))), st.sampled_from(FieldSet))
def test_nothing_goes_that_is_not_known_and_allowed(known, field_set):
    message = render(replace(DUE, field_set=field_set), {name: PERSON[name] for name in known})
    assert set(disclosed(message)) == known & DISCLOSED[field_set]


def test_without_a_person_it_is_free_of_content_and_quotes_the_number():
    message = render(DUE, None)
    assert (message.content, message.subject, message.number) == (NoticeContent.CONTENT_FREE, None, "LPX-2026-000001")


def test_a_withdrawal_names_nobody():
    message = render(replace(DUE, message=Message.WITHDRAWAL, withdrawal=NoticeWithdrawal.CASE_CLOSED), PERSON)
    assert disclosed(message) == () and message.reason is NoticeWithdrawal.CASE_CLOSED


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({}, True),
        ({"field_set": FieldSet.NONE}, False),
        ({"subject": None}, False),
        ({"message": Message.WITHDRAWAL}, False),
    ],
)
def test_who_is_asked_about_at_intake(changed, names):
    assert replace(DUE, **changed).names_somebody is names


def test_the_same_words_have_the_same_id_and_other_words_another():
    named, nameless = render(DUE, PERSON), render(DUE, None)
    assert message_id(DUE, named) == message_id(replace(DUE, attempt=2), named)
    assert len({message_id(DUE, named), message_id(DUE, nameless), UUID(int=0)}) == 3


def test_what_cannot_be_sent_is_refused_before_it_is():
    with pytest.raises(ValueError, match="birth_date"):
        render(DUE, PERSON | {"birth_date": "unknown"})
