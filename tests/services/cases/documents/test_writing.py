"""What the service issues is accessible PDF in Latvian, and the same words give the same bytes."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from services.cases.documents import writing

DAY = date(2026, 3, 16)


def written(code="decision", **changed) -> bytes:
    template = writing.find(code)
    fields = {name: f"Žņaudzējčūska {name}" for name in template.fields} | changed
    return writing.write(template, "Liepāja, Sociālais dienests", "LPX-D-2026-000012", DAY, fields)


@pytest.mark.parametrize("code", ["decision", "decision-en", "decision-lt", "consent"])
def test_each_template_is_tagged_titled_and_in_latvian(code):
    pdf = PdfReader(BytesIO(written(code)))
    root = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("lv", True, True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert pdf.metadata.title == writing.find(code).title.lv


def test_it_says_number_date_and_every_field():
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(written())).pages)
    assert "LPX-D-2026-000012" in text and "2026. gada 16. marts" in text
    assert all(f"Žņaudzējčūska {name}" in text.replace("\n", " ") for name in writing.find("decision").fields)
    assert "1. lapa no 1" in text


@pytest.mark.parametrize(("code", "lang"), [("decision-en", "en"), ("decision-lt", "lt")])
def test_a_translation_is_marked_as_what_it_is_in(code, lang):
    pdf = PdfReader(BytesIO(written(code)))
    objects = (pdf.get_object(number) for number in range(1, pdf.trailer["/Size"]))
    marked = {one["/Lang"] for one in objects if isinstance(one, dict) and "/Lang" in one}
    assert marked == {"lv", lang}


def test_the_same_words_give_the_same_bytes():
    assert written() == written()
    assert written() != written(grounds="Cits pamatojums")


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', '#import "x": *', "*treknraksts* $x$ \\", "= Virsraksts", "]"]
)
def test_words_are_words_and_no_commands(words):
    text = PdfReader(BytesIO(written(grounds=words))).pages[0].extract_text()
    assert words in text


def test_the_newest_version_is_taken_unless_another_is_asked_for():
    assert writing.find("decision", 1) is writing.find("decision")
    assert writing.find("decision", 99) is None
    assert writing.find("curse") is None
