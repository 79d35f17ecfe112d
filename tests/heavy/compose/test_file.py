"""docker-compose.yml is valid, and says clearly what is missing or misspelt; judged by the real tools."""

import json
import subprocess

import pytest

from tests.heavy.compose.composed import FILE, compose, tool

NO_DIGEST = "CL-0019"
WRITABLE = "CL-0007"
LOOKS_SECRET = "CL-0020"

# What compose-lint finds, and why it stays.
KNOWN = {
    # No digest could be looked up; docs/compose.md tells to pin them.
    (NO_DIGEST, None),
    # The image's start script writes beside the settings it brings.
    (WRITABLE, "kafka"),
    # A folder and an address without a password: only their names look like secrets.
    (LOOKS_SECRET, None),
}


def test_compose_accepts_it():
    done = compose("config", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")


def test_it_says_which_variable_is_missing():
    done = compose("config", "--quiet", env={})
    assert done.returncode != 0
    assert "say which municipality, for example TILTS_MUNICIPALITY=liepaja" in done.stderr


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("stop_grace_period: 30s", "stop_grace_periode: 30s", "stop_grace_periode"),
        ("condition: service_healthy", "condition: service_helthy", "condition value must be one of"),
        ("source: index_key,", "source: index_keys,", "index_keys"),
        ("networks: [inside]", "networks: [insides]", "insides"),
        ("memory: 256M", "memory: 256 megabytes", "suffix: 'megabytes'"),
    ],
)
def test_what_is_misspelt_is_refused(tmp_path, right, wrong, complaint):
    text = FILE.read_text()
    assert right in text
    file = tmp_path / "docker-compose.yml"
    file.write_text(text.replace(right, wrong))
    done = compose("config", "--quiet", file=file)
    assert done.returncode != 0
    assert complaint in done.stderr


def test_it_follows_the_specification():
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(FILE)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout


def test_the_security_lint_finds_nothing_but_what_we_know_of():
    command = [tool("compose-lint"), "check", "--format", "json", str(FILE)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    found = {(finding["rule_id"], finding["service"]) for finding in json.loads(done.stdout)["findings"]}
    unknown = {(rule, service) for rule, service in found if not {(rule, service), (rule, None)} & KNOWN}
    assert unknown == set()
    assert (WRITABLE, "kafka") in found
