"""Figures as a workbook, on paper and as open data: the same numbers, and the same bytes for the same report."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from services.reporting.export.region import merged
from services.reporting.figures import FIGURES, Page
from tests.services.reporting.conftest import asking
from tests.services.reporting.disclosure.test_api import PR


async def downloaded(client, path: str, **query) -> bytes:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.content


def texts(sheet: bytes) -> list[str]:
    """What is written in the cells of a sheet, as XML has it."""
    return re.findall(rb"<(?:t|v)>([^<]*)</(?:t|v)>", sheet)


async def test_a_workbook_has_a_sheet_for_each_page_and_one_of_definitions(client):
    content = await downloaded(client, "/v1/figures.xlsx", lang="en")
    with ZipFile(BytesIO(content)) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        assert names[:2] == ["Overview", "Referrals"] and names[-1] == "What figures mean"
        assert b"Referrals by source" in texts(book.read("xl/worksheets/sheet2.xml"))
        assert b"Police" in texts(book.read("xl/worksheets/sheet2.xml"))
        assert not any(b"<f>" in book.read(name) for name in book.namelist())


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
async def test_the_same_report_gives_the_same_bytes(client, kind):
    first = await downloaded(client, f"/v1/figures.{kind}", page="agencies")
    assert await downloaded(client, f"/v1/figures.{kind}", page="agencies") == first


@pytest.mark.parametrize(("lang", "title"), [("lv", "Sociālā darba pārskats"), ("en", "Social work report")])
async def test_a_page_on_paper_is_tagged_and_has_its_tables(client, lang, title):
    paper = PdfReader(BytesIO(await downloaded(client, "/v1/figures.pdf", page="agencies", lang=lang)))
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.trailer["/Root"]["/Lang"].startswith(lang)
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert title in text
    for figure in FIGURES.values():
        if figure.page is Page.AGENCIES:
            assert figure.title[lang] in text.replace("\n", " ")


async def test_open_data_is_hidden_and_rounded_for_whoever_takes_it(told):
    async with asking(told) as head, asking(told, PR) as pr:
        content = await downloaded(head, "/v1/open-data.zip", **{"from": "2026-10-01", "to": "2026-10-31"})
        assert await downloaded(pr, "/v1/open-data.zip", **{"from": "2026-10-01", "to": "2026-10-31"}) == content
    with ZipFile(BytesIO(content)) as archive:
        figures, dictionary = (
            list(csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in ("figures.csv", "dictionary.csv")
        )
        about = archive.read("README.txt").decode()
    people = [line for line in figures if line["unit"] in ("referrals", "cases", "visits", "notices")]
    assert people
    assert {int(line["value"]) % 5 for line in people if not line["mark"]} == {0}
    assert "multiples of 5" in about and "2026-10-01" in about
    explained = {(line["what"], line["name"]) for line in dictionary}
    assert {("figure", name) for name in FIGURES} <= explained


async def test_open_data_of_a_municipality_twice_is_twice_as_much(client, tmp_path):
    (path := tmp_path / "liepaja.zip").write_bytes(await downloaded(client, "/v1/open-data.zip"))
    once, twice = merged([path]).sums, merged([path, path]).sums
    assert once.keys() == twice.keys() and any(one.value for one in once.values())
    assert {key: one.value * 2 for key, one in once.items()} == {key: one.value for key, one in twice.items()}


async def test_every_code_of_open_data_is_in_its_dictionary(client):
    with ZipFile(BytesIO(await downloaded(client, "/v1/open-data.zip"))) as archive:
        figures, dictionary = (
            list(csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in ("figures.csv", "dictionary.csv")
        )
    named = {(line["of"], line["name"]) for line in dictionary if line["what"] == "code"}
    for line in figures:
        dimensions = FIGURES[line["figure"]].dimensions
        for by, code in zip(dimensions, (line["group"], line["subgroup"]), strict=False):
            # Rules and campaigns are the municipality's, and only those of today have a name.
            assert by in ("time", "day", "rule", "campaign") or (by, code) in named, (line["figure"], by, code)
