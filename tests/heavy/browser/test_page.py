"""The page as people meet it: on a desktop and on a phone, in the dark, by keyboard, without a script, on paper."""

from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from axe_playwright_python.async_playwright import Axe

from services.reporting.figures import Page
from tests.services.reporting.november import FAMILIES

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONE_MORE = UUID("5f0d3a66-7a3e-4f52-9a36-3a1f4d9a1c01")
_FURTHER = "update consumed set position = position + $1 where source = 'intake' and partition = 0"
BROWSER = {"Accept": "text/html"}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


@asynccontextmanager
async def opened(chromium, address, **how):
    """The page in a browser of its own. Whatever the browser complains of, or asks elsewhere, fails the test."""
    context = await chromium.new_context(**how)
    page = await context.new_page()
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    try:
        await page.goto(address)
        yield page
    finally:
        # A page left open keeps its stream, and the server waits for that.
        await context.close()
    assert complaints == []
    here = address.partition("/reporting/")[0]
    assert [url for url in asked if not url.startswith(here)] == []


@pytest.mark.parametrize("shown", Page)
@pytest.mark.parametrize(
    ("size", "scheme", "lang"), [(DESKTOP, "light", "lv"), (PHONE, "dark", "en")], ids=["desktop light", "phone dark"]
)
async def test_nothing_keeps_anybody_from_reading_a_page(chromium, address, shown, size, scheme, lang):
    """At both widths and in both schemes: no colour depends on the width, and no place on the scheme."""
    async with opened(chromium, f"{address}&lang={lang}", viewport=size, color_scheme=scheme) as page:
        await page.locator("header nav a").nth(list(Page).index(shown)).click()
        await page.wait_for_url("**/reporting/?*" if shown is Page.OVERVIEW else f"**/pages/{shown}?*")
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert await page.locator("article").first.is_visible()


@pytest.mark.parametrize(
    ("beside", "has"),
    [
        ("/pages/behind/referrals.clock?measure=received&code=routine", "table"),
        ("/pages/cuts?lang=en", ".nothing"),
        ("/?from=2026-11-30&to=2026-11-01", "code"),
        ("/pages/behind/cases.age?measure=lost", "code"),
    ],
    ids=["lines", "earlier reports", "impossible", "not there"],
)
async def test_nothing_keeps_anybody_from_reading_what_stands_beside_the_pages(chromium, address, beside, has):
    async with opened(chromium, address, viewport=PHONE, color_scheme="dark") as page:
        # As a browser asks; but what is impossible it would complain of by itself.
        answer = await page.request.get(page.url.partition("/reporting/")[0] + "/reporting" + beside, headers=BROWSER)
        await page.set_content(await answer.text())
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert await page.locator(f"main {has}").first.is_visible()


async def test_the_token_does_not_stay_in_the_address(chromium, address):
    async with opened(chromium, f"{address}&lang=en&from=2026-11-02&to=2026-11-03") as page:
        assert page.url.endswith("/reporting/?lang=en&from=2026-11-02&to=2026-11-03")
        assert await page.evaluate("document.cookie") == ""


async def test_a_unit_is_chosen_by_keyboard_and_the_language_stays(chromium, address):
    async with opened(chromium, f"{address}&lang=en") as page:
        await page.get_by_role("combobox", name="Unit").focus()
        await page.keyboard.type("Fam")
        for _ in ("target group", "territory", "mode", "codes", "show"):
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**unit={FAMILIES}*")
        assert await page.locator(".period").inner_text() == "November 2026 · Unit: Families"
        await page.get_by_role("link", name="Latviski").click()
        await page.wait_for_url(f"**unit={FAMILIES}*")
        assert await page.locator("html").get_attribute("lang") == "lv"
        await page.get_by_role("link", name="Noņemt filtru: Struktūrvienība").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url(lambda url: "unit=" not in url)
        assert await page.locator(".period").inner_text() == "2026. gada novembris"


async def test_everything_is_there_without_a_script(chromium, address):
    async with opened(chromium, address, java_script_enabled=False) as page:
        await page.get_by_role("link", name="Iepriekšējais mēnesis").click()
        assert "2026. gada oktobris" in await page.locator(".period").inner_text()
        await page.locator("article summary").first.click()
        assert await page.locator("article details p").first.is_visible()


async def test_on_a_phone_the_filters_are_folded_until_they_are_wanted(chromium, address):
    async with opened(chromium, f"{address}&lang=en", viewport=PHONE) as page:
        unit = page.get_by_role("combobox", name="Unit")
        assert not await unit.is_visible()
        await page.get_by_text("Period and filters").click()
        await unit.select_option(label="Families")
        await page.get_by_role("button", name="Show").click()
        await page.wait_for_url(f"**unit={FAMILIES}*")
        assert (await page.locator(".period").inner_text()).endswith("Families")


async def test_a_question_leads_to_its_figures_and_a_number_to_its_lines_and_back(chromium, address):
    async with opened(chromium, f"{address}&lang=en") as page:
        await page.get_by_role("link", name="How fast do agencies answer?").click()
        assert await page.get_by_role("heading", name="How fast agencies respond").is_visible()
        number = page.locator("[aria-labelledby=referrals-clock] td a").first
        shown = int(await number.inner_text())
        await number.click()
        await page.wait_for_url("**/pages/behind/referrals.clock?*")
        assert await page.locator("tbody tr").count() == shown
        await page.get_by_role("link", name="Back to the figures").click()
        await page.wait_for_url("**/reporting/**from=2026-11-01*")
        assert await page.get_by_role("heading", name="The clock for a decision").is_visible()


async def test_each_file_is_downloaded_from_the_page(chromium, address):
    async with opened(chromium, address) as page:
        for kind, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
            async with page.expect_download() as download:
                await page.get_by_role("link", name=kind.upper(), exact=True).click()
            file = await download.value
            assert file.suggested_filename == f"liepaja-2026-11-01-2026-11-30.{kind}"
            assert Path(await file.path()).read_bytes().startswith(begins)


async def test_on_paper_there_are_no_controls_and_no_table_is_cut_off(chromium, address):
    async with opened(chromium, address) as page:
        await page.emulate_media(media="print")
        assert not await page.locator("form").is_visible()
        cut = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
        assert await page.evaluate(cut) == 0


async def test_the_sums_follow_what_happens_while_the_page_is_open(chromium, address, told_database):
    async with opened(chromium, f"{address}&lang=en") as page:
        await page.get_by_text("The sums at the top follow what happens.").wait_for()
        received = page.locator("[data-sum=received]")
        assert await received.locator("dd").first.inner_text() == "5"
        conn = await asyncpg.connect(told_database)
        try:
            # As the worker would: a row of the projection, and the cursor.
            await conn.execute(
                """
                insert into referral (id, position, channel, kind, needs, age_band, received_at, state)
                values ($1, 999, 'phone', 'other', '{}', 'unknown', '2026-11-29T10:00Z', 'received')
                """,
                ONE_MORE,
            )
            await conn.execute(_FURTHER, 1)
            await page.locator("[data-sum=received].changed").wait_for()
            assert await received.locator("dd").first.inner_text() == "6"
        finally:
            await conn.execute("delete from referral where id = $1", ONE_MORE)
            await conn.execute(_FURTHER, -1)
            await conn.close()
