"""The committed files are what the contracts say; a change is reported with its order of deployment, or refused."""

import json
import shutil
import subprocess
import sys

import pytest

from shared.contracts import snapshots
from shared.contracts.snapshots import ROOT, SCHEMAS, breaking, check, compatible, outdated, write

ACCEPTED = "lv.tilts.intake.referral-accepted.v1"
SUBMITTED = "lv.tilts.partner.referral-submitted.v1"
REGISTERED = "lv.tilts.partner.referral-registered.v1"
CLOSED = "lv.tilts.cases.case-closed.v1"


@pytest.fixture
def repository(tmp_path):
    """A copy of the committed files, to pretend that the contracts were different when they were written."""
    for path in (SCHEMAS, "docs"):
        shutil.copytree(ROOT / path, tmp_path / path)
    shutil.copy(ROOT / "shared/contracts/asyncapi.json", tmp_path / "shared/contracts/asyncapi.json")
    return tmp_path


def once(repository, type, change):
    """Pretend that the schema of `type` once was what `change` makes of it."""
    path = repository / SCHEMAS / f"{type}.json"
    schema = json.loads(path.read_text("utf-8"))
    change(schema)
    path.write_text(json.dumps(schema), "utf-8")


def test_the_committed_files_are_current():
    assert breaking(ROOT) == compatible(ROOT) == outdated(ROOT) == []
    assert check(ROOT) == 0


def test_no_file_is_left_over_that_nothing_generates():
    committed = {file.relative_to(ROOT) for file in (ROOT / SCHEMAS).iterdir()}
    assert committed <= set(snapshots.generated())


@pytest.mark.parametrize(
    ("type", "once_was", "report"),
    [
        (
            ACCEPTED,
            lambda schema: schema["$defs"]["NeedCode"]["enum"].remove("crisis"),
            f"{ACCEPTED}:\n  /needs/*: new code crisis\n"
            "  Readers first: deploy cases, notifications, reporting, then intake. "
            "Before that, a reader would park what it cannot read.",
        ),
        (
            SUBMITTED,
            lambda schema: schema["required"].append("urgent"),
            f"{SUBMITTED}:\n  /urgent: is no longer required\n"
            "  Readers first: deploy intake, then every partner (tell them, and wait). "
            "Before that, a reader would park what it cannot read.",
        ),
        (
            REGISTERED,
            lambda schema: schema["properties"].update(note={"type": "string"}),
            f"{REGISTERED}:\n  /note: optional field removed\n  Compatible both ways: deploy in any order.",
        ),
    ],
    ids=["new code", "partner may leave a field out", "optional field gone"],
)
def test_a_compatible_change_is_reported_with_who_goes_first(repository, type, once_was, report, capsys):
    once(repository, type, once_was)
    assert compatible(repository) == [report]
    assert check(repository) == 1
    assert report in capsys.readouterr().out
    assert write(repository) == 0
    assert check(repository) == 0


@pytest.mark.parametrize(
    ("once_was", "what"),
    [
        (lambda schema: schema["required"].remove("outcome"), "/outcome: is now required"),
        (lambda schema: schema["$defs"]["CaseOutcome"]["enum"].append("won"), "/outcome: code won removed"),
        (lambda schema: schema.update({"x-key": ["outcome"]}), "whole: the key changed from ['outcome'] to ['case']"),
        (lambda schema: schema["properties"]["case"].update(title="VisitId"), "/case: title changed"),
    ],
    ids=["now required", "code removed", "another key", "another kind of id"],
)
def test_a_change_after_which_old_facts_could_not_be_read_is_refused(repository, once_was, what, capsys):
    once(repository, CLOSED, once_was)
    before = (repository / SCHEMAS / f"{CLOSED}.json").read_text("utf-8")
    assert write(repository) == 1
    told = capsys.readouterr().out
    assert what in told
    assert "Leave version 1 as it was and write version 2 beside it." in told
    assert (repository / SCHEMAS / f"{CLOSED}.json").read_text("utf-8") == before


def test_a_type_cannot_be_removed_while_the_log_holds_its_facts(repository, capsys):
    gone = repository / SCHEMAS / "lv.tilts.intake.referral-forgotten.v1.json"
    gone.write_text("{}", "utf-8")
    assert write(repository) == 1
    assert "referral-forgotten.v1: removed, but the log still holds such facts." in capsys.readouterr().out


def test_changed_wording_or_a_missing_file_is_only_outdated(repository):
    once(repository, CLOSED, lambda schema: schema.update(description="Somebody was in a hurry."))
    (repository / "docs/partners.md").unlink()
    assert breaking(repository) == compatible(repository) == []
    assert [path.name for path in outdated(repository)] == [f"{CLOSED}.json", "partners.md"]


def test_the_command_says_how_it_is_used():
    command = [sys.executable, "-m", "shared.contracts.snapshots"]
    usage = subprocess.run([*command, "help"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert (usage.returncode, usage.stderr) == (1, "usage: python -m shared.contracts.snapshots check|write\n")
    assert subprocess.run([*command, "check"], cwd=ROOT, check=False).returncode == 0
