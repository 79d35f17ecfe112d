"""The day is big and varied enough, the same for the same seed, right where it should be and wrong where it says so."""

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from deploy.day import referrals
from deploy.day.broken import FAULTS
from deploy.day.story import stories
from shared.calendar import RIGA
from shared.contracts import personal_code
from shared.contracts.codes import Channel, NeedCode, ReferralKind
from shared.contracts.partner import ReferralSubmitted
from shared.settings import Settings

BEGINS = datetime(2026, 3, 16, 8, 0, tzinfo=RIGA)
SAMPLES = referrals(1, BEGINS)
GOOD = [sample for sample in SAMPLES if not sample.fault]
PEOPLE = {tuple(sorted(sample.body["subject"].items())) for sample in GOOD}


def test_the_same_seed_gives_the_same_day():
    assert referrals(1, BEGINS) == SAMPLES
    assert referrals(2, BEGINS) != SAMPLES


def test_a_day_begins_at_an_instant():
    with pytest.raises(ValueError, match="time zone"):
        referrals(1, datetime.fromisoformat("2026-03-16T08:00:00"))


def test_the_day_is_big_enough_and_has_everything():
    first = [sample for sample in GOOD if not sample.repeated]
    assert len(first) >= 120
    assert {sample.partner for sample in first} == {
        "valsts-policija",
        "liepajas-6-vidusskola",
        "regionala-slimnica",
        "dienvidkurzeme",
        None,
    }
    assert {sample.channel for sample in first} == {
        Channel.KAFKA,
        Channel.HTTP,
        Channel.PHONE,
        Channel.WALK_IN,
        Channel.WEB,
    }
    # No case grows from an inquiry or an application for a benefit, and the day is about what does.
    without_a_case = {ReferralKind.INQUIRY, ReferralKind.ASSISTANCE_APPLICATION}
    assert {sample.body["kind"] for sample in first} == set(ReferralKind) - {ReferralKind.OTHER} - without_a_case
    assert {need for sample in first for need in sample.body["needs"]} == set(NeedCode) - {NeedCode.OTHER}
    assert any(sample.urgent for sample in first)
    assert not all(sample.urgent for sample in first)


def test_it_is_in_order_and_lasts_a_working_day():
    offsets = [sample.at for sample in SAMPLES]
    assert offsets == sorted(offsets)
    assert timedelta(0) <= offsets[0]
    assert offsets[-1] <= timedelta(hours=10)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_right_is_taken_and_nothing_is_lost_in_reading(seed):
    for sample in referrals(seed, BEGINS):
        if not sample.fault:
            read = ReferralSubmitted.model_validate_json(sample.data)
            assert read.narrative == sample.body["narrative"]
            assert read.urgent is sample.urgent


def test_a_repeated_message_is_the_first_one_again_and_later():
    first = {sample.message_id: sample for sample in GOOD if not sample.repeated}
    repeated = [sample for sample in GOOD if sample.repeated]
    assert len(repeated) >= 10
    for sample in repeated:
        assert sample.data == first[sample.message_id].data
        assert sample.at > first[sample.message_id].at
        assert sample.partner


def test_message_ids_and_references_are_given_once():
    sent = [sample for sample in SAMPLES if not sample.repeated]
    assert len({sample.message_id for sample in sent}) == len(sent)
    assert len({sample.body["reference"] for sample in sent}) == len(sent)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.code != "kind-of-another-partner"])
def test_what_is_broken_is_refused_where_it_is_broken(fault):
    (sample,) = [sample for sample in SAMPLES if sample.fault is fault]
    with pytest.raises(ValidationError) as refusal:
        ReferralSubmitted.model_validate_json(sample.data)
    (problem,) = refusal.value.errors()
    assert (problem["type"] == "json_invalid") is (fault.pointer is None)
    assert "/".join(["", *map(str, problem["loc"])]) == (fault.pointer or "")


def test_partners_keep_to_what_they_may_send_but_for_the_one_that_does_not():
    partners = Settings.load("liepaja", {}).partners
    for sample in SAMPLES:
        if sample.partner:
            partner = partners[sample.partner]
            kind = "self_referral" if sample.fault and sample.fault.pointer == "/kind" else sample.body["kind"]
            assert sample.channel in partner.channels
            assert (kind in partner.sends) is (not sample.fault or sample.fault.pointer != "/kind")


def test_a_family_is_met_by_two_partners():
    by_code: dict[str, set] = {}
    for sample in GOOD:
        if code := sample.body["subject"].get("personal_code"):
            by_code.setdefault(personal_code.normalised(code), set()).add(sample.partner)
    assert {"valsts-policija", "liepajas-6-vidusskola"} in by_code.values()


def test_codes_of_both_forms_are_there_and_none_can_be_anybodys():
    codes = [personal_code.normalised(dict(subject).get("personal_code", "")) for subject in PEOPLE]
    given = [code for code in codes if code]
    assert len(given) < len(codes)
    new = [code for code in given if code.startswith("39")]
    old = [code for code in given if not code.startswith("39")]
    assert len(new) > 20
    assert len(old) > 20
    assert all(personal_code.warnings(code) == () for code in new)
    assert all(personal_code.warnings(code) == ("checksum",) for code in old)


def test_an_old_code_agrees_with_the_birth_date():
    for subject in map(dict, PEOPLE):
        if (code := personal_code.normalised(subject.get("personal_code", ""))) and not code.startswith("39"):
            assert str(personal_code.birth_date(code)) == subject["birth_date"]


def test_addresses_and_phones_are_beyond_what_there_is():
    for subject in map(dict, PEOPLE):
        assert re.search(r" 3[0-9]{2}-[0-9]+, Liepāja$", subject["address"])
        assert re.fullmatch(r"\+371 5[0-9]{7}", subject["phone"])


def test_narratives_are_two_to_four_finished_sentences_in_great_variety():
    narratives = [sample.body["narrative"] for sample in GOOD if not sample.repeated]
    for narrative in narratives:
        assert 2 <= len(re.findall(r"[.!?](?: |$)", narrative)) <= 4
        assert not re.search(r"[{}|]|  ", narrative)
    assert len(set(narratives)) > 0.8 * len(narratives)
    assert Counter(narratives).most_common(1)[0][1] <= 4


def test_names_have_both_genders_and_the_letters_of_the_language():
    names = " ".join(f"{dict(s)['given_name']} {dict(s)['family_name']}" for s in PEOPLE)
    assert set("āēīūčģķļņšž") <= set(names.lower())


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.code)
def test_a_story_speaks_the_language_of_the_contract(story):
    assert story.kind in set(ReferralKind)
    assert set(story.needs) <= set(NeedCode)
    assert set(story.channels) <= ({"kafka", "http"} if story.partner else {"phone", "walk_in", "web"})
    assert 2 <= len(story.sentences) <= 4
