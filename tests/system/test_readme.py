"""What the README and the operators' page tell people to type works, and answers what they show."""

import re
from pathlib import Path

import pytest

from deploy.cli.exits import Exit
from deploy.cli.main import COMMANDS
from deploy.up.folder import PROJECT

README = (PROJECT / "README.md").read_text()
OPERATE = (PROJECT / "docs" / "operate.md").read_text()
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
TARGETS = re.findall(r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text(), re.MULTILINE)


def typed(program: str) -> list[str]:
    """The lines of the README's shell blocks that begin with `program`, without their comments."""
    lines = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.split()[0].endswith(program)]


def plain(text: str) -> set[str]:
    """Lines without what differs from run to run: numbers, ids, instants, the width of columns."""
    lines = (re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4,12})*|[0-9]+", "#", line) for line in text.splitlines())
    return {re.sub(r"[#T:.Z-]*#[#T:.Z-]*", "#", " ".join(line.split())) for line in lines if line.strip()}


def shape(line: str) -> str:
    """The words that a line begins with: the figures and reasons of a day are never the same twice."""
    return re.split(r"[#…]| ready ", line)[0].strip()


@pytest.fixture(scope="module")
def answers(running) -> set[str]:
    """All that the README's commands print, and what `tilts up` printed before."""
    done = [running.shell(line) for line in typed("tilts")]
    assert [one.code for one in done] == [Exit.OK] * len(done)
    printed = "\n".join([running.said, *(one.out + one.err for one in done)])
    return plain(printed)


def test_there_is_something_to_type():
    assert typed("make")[0] == "make up"
    assert len(typed("tilts")) >= 3


def test_every_make_target_that_is_named_is_there():
    assert {line.split()[1] for line in typed("make")} <= set(TARGETS)
    assert set(re.findall(r"`make ([a-z-]+)", README)) <= set(TARGETS)


SHOWN = [shape(line) for language, block in BLOCKS[1:] if not language for line in sorted(plain(block))]
"""The first block is the picture."""


# In a clone that was never run the commands are compiled first, and the day is played before them.
@pytest.mark.timeout(300)
@pytest.mark.long
@pytest.mark.parametrize("line", [line for line in SHOWN if line])
def test_it_answers_what_the_readme_shows(answers, line):
    assert line in {shape(answer) for answer in answers}


@pytest.mark.parametrize("page", [README, OPERATE], ids=["README", "operate"])
def test_every_command_that_is_named_is_there(page):
    assert set(re.findall(r"tilts ([a-z]+)", page)) <= set(COMMANDS)


@pytest.mark.parametrize(
    ("page", "folder"), [(README, PROJECT), (OPERATE, PROJECT / "docs")], ids=["README", "operate"]
)
def test_every_link_leads_somewhere(page, folder):
    links = re.findall(r"\]\(([^)#]+)\)", page)
    assert [link for link in links if not (Path(folder) / link).exists()] == []


def test_the_operators_page_has_every_command_and_every_exit_code():
    assert set(COMMANDS) - {"version"} == set(re.findall(r"tilts ([a-z]+)", OPERATE))
    assert [code for code in Exit if not re.search(rf"\b{code.value} [a `]*{code.name.lower()}", OPERATE)] == []
