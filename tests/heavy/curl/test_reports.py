"""What docs/reports.md tells people to type is answered, by reporting behind a real server."""

import asyncio
import json
import os
import re

import asyncpg
import pytest
import pytest_asyncio

from deploy.up.folder import PROJECT
from services.reporting.api.asked import FiguresAsked
from shared.http import mount_services
from shared.security import issue_token
from tests.services.reporting.conftest import HEAD, KEY, application, told_database
from tests.shared.http.serving import served

__all__ = ["told_database"]

PAGE = (PROJECT / "docs" / "reports.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TYPED = [line for block in BLOCKS for line in block.splitlines()]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def variables(told_database):
    """What the page says to export first."""
    async with (
        asyncpg.create_pool(told_database, min_size=1) as pool,
        served(mount_services({"reporting": application(pool)}, development=True)) as base,
    ):
        yield {"TILTS_URL": f"{base}/reporting", "TILTS_TOKEN": issue_token(KEY, HEAD)}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("line", TYPED)
async def test_it_is_answered_with_more_than_nothing(line, variables, tmp_path):
    command = await asyncio.create_subprocess_shell(
        line, cwd=tmp_path, env=os.environ | variables, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await command.communicate()
    assert command.returncode == 0, err.decode()
    files = list(tmp_path.iterdir())
    assert json.loads(out) if not files else files[0].stat().st_size


def test_it_tells_of_every_word_that_all_reports_take():
    words = {field.alias or name for name, field in FiguresAsked.model_fields.items()}
    assert words - set(re.findall(r"`([a-z_]+)", PAGE)) == set()


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert [link for link in links if not (PROJECT / "docs" / link).exists()] == []
