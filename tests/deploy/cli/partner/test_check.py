"""`tilts partner check`: what a partner's developer reads about a message, with nothing running."""

import io
import json
import sys

import pytest

from deploy.cli.exits import Exit
from shared.contracts import examples
from shared.contracts.partner import NoticeAcknowledged, ReferralSubmitted

GOOD = examples.example(ReferralSubmitted)
BAD = GOOD | {"narrative": ""}
HEADERS = {
    "ce_specversion": "1.0",
    "ce_id": "m1",
    "ce_source": "/valsts-policija/rems",
    "ce_type": ReferralSubmitted.type,
}


@pytest.fixture
def checked(tilts, tmp_path):
    """The verdicts about a message that lies in a file, and the exit code."""

    def check(message, *words, name="message.json"):
        (tmp_path / name).write_text(message if isinstance(message, str) else json.dumps(message), "utf-8")
        said = tilts("partner", "check", str(tmp_path / name), "--json", *words)
        return said.code, json.loads(said.out)

    return check


def warned(verdict) -> dict[str, str]:
    return {warning["pointer"]: warning["message"] for warning in verdict["warnings"]}


def test_a_good_message_would_be_taken(checked):
    code, (verdict,) = checked(GOOD)
    assert (code, verdict["taken"], verdict["problem"], verdict["warnings"]) == (Exit.OK, True, None, [])


def test_a_bad_one_is_told_what_its_receipt_would_tell(checked):
    code, (verdict,) = checked(BAD)
    assert (code, verdict["taken"]) == (Exit.FINDINGS, False)
    assert verdict["problem"] == {
        "type": "/problems/message-invalid",
        "title": "The message breaks its contract",
        "detail": "Correct the fields and send it under a new id.",
        "errors": [{"pointer": "/narrative", "message": "Needs at least 1 character(s)."}],
    }


def test_for_people_it_is_a_line_a_message_and_a_sum(tilts, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(GOOD))
    (tmp_path / "b.json").write_text(json.dumps(BAD))
    said = tilts("partner", "check", str(tmp_path))
    assert said.code == Exit.FINDINGS
    assert said.out.splitlines() == [
        f"taken     {tmp_path / 'a.json'}",
        f"rejected  {tmp_path / 'b.json'}",
        "          /problems/message-invalid: The message breaks its contract. "
        "Correct the fields and send it under a new id.",
        "          /narrative  Needs at least 1 character(s).",
        "2 checked: 1 would be taken, 1 rejected",
    ]


def test_each_line_of_a_jsonl_is_a_message(checked):
    lines = "\n".join(["", json.dumps(GOOD), "{", json.dumps({"headers": HEADERS, "body": GOOD})])
    code, verdicts = checked(lines, name="many.jsonl")
    assert code == Exit.FINDINGS
    assert [(one["source"].rpartition(":")[2], one["taken"]) for one in verdicts] == [
        ("2", True), ("3", False), ("4", True),
    ]  # fmt: skip


def test_a_message_comes_from_stdin_too(tilts, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(BAD).encode())))
    said = tilts("partner", "check", "-")
    assert said.code == Exit.FINDINGS
    assert said.out.startswith("rejected  stdin\n")


@pytest.mark.parametrize("type", ["notice-acknowledged", NoticeAcknowledged.type])
def test_a_body_without_headers_is_of_the_type_that_is_named(checked, type):
    code, (verdict,) = checked(examples.example(NoticeAcknowledged), "--type", type)
    assert (code, verdict["type"]) == (Exit.OK, NoticeAcknowledged.type)


def test_or_of_the_type_that_its_folder_is_named_after(tilts, tmp_path):
    folder = tmp_path / NoticeAcknowledged.type / "valid"
    folder.mkdir(parents=True)
    (folder / "example.json").write_text(json.dumps(examples.example(NoticeAcknowledged)))
    assert tilts("partner", "check", str(tmp_path)).code == Exit.OK


@pytest.mark.parametrize(
    ("headers", "body", "type"),
    [
        ({"ce_id": "m1"}, GOOD, "/problems/message-unknown-type"),
        (HEADERS | {"ce_type": "lv.tilts.partner.referral-submitted.v9"}, GOOD, "/problems/message-unknown-version"),
        (HEADERS | {"ce_type": "lv.tilts.partner.referral-registered.v1"}, GOOD, "/problems/message-unknown-type"),
        (HEADERS, "{", "/problems/message-invalid"),
        (HEADERS, "", "/problems/message-invalid"),
        (HEADERS, "\ud800", "/problems/message-invalid"),
    ],
)
def test_an_envelope_is_judged_by_its_headers_and_its_body(checked, headers, body, type):
    code, (verdict,) = checked({"headers": headers, "body": body})
    assert (code, verdict["problem"]["type"]) == (Exit.FINDINGS, type)


def test_what_is_taken_and_looks_odd_is_a_warning(checked):
    odd = GOOD | {
        "kind": "school.bullying",
        "occured_at": "2026-03-16T22:10:00+02:00",
        "subject": GOOD["subject"] | {"personal_code": "161175-19998"},
    }
    code, (verdict,) = checked(odd)
    assert (code, verdict["taken"]) == (Exit.OK, True)
    warnings = warned(verdict)
    assert set(warnings) == {"/kind", "/occured_at", "/subject/personal_code"}
    assert "read as `other`" in warnings["/kind"]
    assert warnings["/occured_at"].endswith("Did you mean occurred_at?")
    assert "19998" not in json.dumps(verdict["warnings"])


def test_headers_that_should_be_there_are_a_warning_and_an_id_that_names_somebody_too(checked):
    code, (verdict,) = checked({"headers": {"ce_id": "161175-19997", "ce_type": ReferralSubmitted.type}, "body": GOOD})
    assert code == Exit.OK
    assert set(warned(verdict)) == {"/headers/ce_specversion", "/headers/ce_source", "/headers/ce_id"}


def test_with_a_partner_what_is_agreed_with_it_counts_too(checked):
    as_school = ("--as", "liepajas-6-vidusskola", "-m", "liepaja")
    code, (verdict,) = checked(GOOD | {"kind": "police.family_violence"}, *as_school)
    assert (code, verdict["problem"]["type"]) == (Exit.FINDINGS, "/problems/kind-not-agreed")
    assert verdict["problem"]["errors"] == [{"pointer": "/kind", "message": "is not agreed with you"}]
    assert checked(GOOD | {"kind": "school.absence"}, *as_school)[0] == Exit.OK


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere.json"], "nowhere.json cannot be read"),
        (["."], "there is no message to check"),
        (["-", "--type", "referral-registered"], "is no message that a partner writes"),
        (["-", "--as", "valsts-policja", "-m", "liepaja"], "Did you mean valsts-policija?"),
    ],
)
def test_what_cannot_be_checked_is_a_usage_error(tilts, tmp_path, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    said = tilts("partner", "check", *words)
    assert said.code == Exit.USAGE
    assert sentence in said.err
