"""The image, built from the Dockerfile: every command of `tilts` is in it, and little else."""

import json

import pytest

from deploy.cli.exits import Exit
from deploy.cli.main import COMMANDS, module_of
from shared.runtime.process import VERSION
from tests.heavy.image.base import ROOT, named_in_dockerfile

# The first one waits for the image: on a new machine its base and its wheels are fetched.
pytestmark = pytest.mark.timeout(900)
SAMPLES = sorted(f.stem for f in (ROOT / "deploy" / "municipalities").glob("*.toml") if "." not in f.stem)
USER = "10001"
LIEPAJA = {"TILTS_MUNICIPALITY": "liepaja"}
KEY = {"TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 32}


@pytest.fixture
def run(buildah, container):
    """Runs a program in the image; its exit code and what it said."""

    def run(*words, env=None):
        return buildah.run_in(container, *words, env=env, check=False)

    return run


def test_it_runs_as_nobody_special(run):
    assert run("id", "-u").stdout.strip() == USER


@pytest.mark.parametrize("place", ["/opt/tilts", "/opt/tilts/bin/tilts", "/etc", "/usr/bin", "/"])
def test_it_can_change_nothing_of_itself(run, place):
    assert run("test", "-w", place).returncode == 1


@pytest.mark.parametrize("program", ["gcc", "cc", "make", "git", "curl"])
def test_it_has_no_tools_to_build_or_fetch_with(run, program):
    assert run("sh", "-c", f"command -v {program}").returncode != 0


def test_every_program_in_it_is_started_by_tilts(buildah, image):
    told = json.loads(buildah.run("inspect", "--type", "image", image).stdout)["OCIv1"]["config"]
    assert told["Entrypoint"] == ["tilts"]
    assert told["User"] == f"{USER}:{USER}"


def test_it_says_which_build_it_is(run):
    assert run("tilts", "version").stdout.startswith(f"tilts {VERSION}, Python {named_in_dockerfile()[1]}.")


def test_its_help_lists_every_command(run):
    told = run("tilts", "--help").stdout
    assert [command for command in COMMANDS if command not in told] == []


def test_every_command_has_what_it_imports(run):
    imports = "".join(f"import {module_of(command)}; " for command in COMMANDS)
    done = run("python", "-c", imports)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("municipality", SAMPLES)
def test_it_brings_the_settings_of_every_sample(run, municipality):
    done = run("tilts", "config", "show", "-m", municipality, "--json", "municipality.slug")
    assert [row["value"] for row in json.loads(done.stdout)] == [municipality]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({}, Exit.USAGE, "which municipality?"),
        (LIEPAJA, Exit.CONFIGURATION, "security.development_key is missing; set TILTS_SECURITY__DEVELOPMENT_KEY"),
        (LIEPAJA | KEY, Exit.CONFIGURATION, "security.index_key is missing; set TILTS_SECURITY__INDEX_KEY"),
    ],
)
def test_it_says_what_is_missing(run, given, code, said):
    done = run("tilts", "serve", "intake", env=given)
    assert said in done.stderr
    assert done.returncode == code
