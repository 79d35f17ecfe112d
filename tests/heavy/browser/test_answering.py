"""What agencies read, in a real browser: the page behind a link wherever it stands, and the mail that leads there."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe

from services.notifications.api.links import PAGES
from services.notifications.domain.links import LinkStanding
from services.notifications.words.answering import SHOWN, shown
from services.notifications.words.message import Told, parts
from shared.contracts.people_codes import Language
from shared.settings import Settings

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
LIEPAJA = Settings.load("liepaja", {})
OVERDUE = {
    "agency": "atbalsta-biedriba", "number": "LPX-2026-000001", "needs": ["addiction_youth"], "article": "Likums",
    "issued_at": NOW - timedelta(days=3), "acknowledge_by": NOW - timedelta(hours=1), "acknowledged_at": None,
    "answer": None, "reason": None, "late": False,
}  # fmt: skip
PHONE = {"width": 375, "height": 800}


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


async def test_nothing_keeps_anybody_from_reading_and_answering(chromium, scheme):
    pages = {
        (standing, language): PAGES.page(
            "notice.html", **shown(standing, OVERDUE, language, LIEPAJA, NOW, unclear=standing is LinkStanding.OPEN)
        ).body.decode()
        for standing in LinkStanding
        for language in SHOWN
    }
    assert await hard_to_read(chromium, scheme, pages) == []


async def test_nothing_keeps_anybody_from_reading_the_mail(chromium, scheme):
    told = Told("Biedrība", "LPX-2026-000001", NOW, NOW, f"https://tilts.example/answer/{'a' * 43}", NOW)
    assert await hard_to_read(chromium, scheme, {language: parts(told, language).html for language in Language}) == []


async def hard_to_read(chromium, scheme: str, pages: dict) -> list:
    """Of `pages`, those that axe finds fault with, or that are wider than a phone."""
    context = await chromium.new_context(viewport=PHONE, color_scheme=scheme)
    page, found = await context.new_page(), []
    for name, html in pages.items():
        await page.set_content(html)
        faults = (await Axe().run(page)).response["violations"]
        if faults or await page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            found.append((name, [fault["id"] for fault in faults]))
    await context.close()
    return found
