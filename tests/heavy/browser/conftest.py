"""Reporting behind a real server, and a real browser to look at it; both once for all tests of a file."""

import shutil
from datetime import timedelta

import asyncpg
import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from shared.http import mount_services
from shared.security import issue_token
from tests.services.reporting.conftest import HEAD, KEY, application, told_database
from tests.shared.http.serving import served

__all__ = ["told_database"]

_ALONE = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium():
    """Chromium as Debian packages it; it asks nobody but the page."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("chromium is missing: install it (Debian: apt-get install chromium), or run `make test`.")
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=found, args=_ALONE)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(told_database):
    """Where the page of November opens, for the head of the service."""
    async with (
        asyncpg.create_pool(told_database, min_size=1) as pool,
        served(mount_services({"reporting": application(pool)}, development=True)) as base,
    ):
        yield f"{base}/reporting/sign-in?token={issue_token(KEY, HEAD, timedelta(days=3650))}"
