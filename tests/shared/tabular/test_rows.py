"""Rows are read one by one with their lines; broken quotes cost the line they stand in, and never another one."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tabular.encoding import Encoding
from shared.tabular.rows import Place, Row, Rows

BEGINNING = Place(0)


def rows(text: str, width: int = 3, start: Place = BEGINNING, encoding: Encoding = Encoding.UTF_8) -> list[Row]:
    return list(Rows(io.BytesIO(text.encode(encoding)), encoding, ",", start, width))


def seen(text: str) -> list[tuple[int, list[str] | None]]:
    return [(row.line, row.cells) for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b,c\nd,e,f", [(1, ["a", "b", "c"]), (2, ["d", "e", "f"])]),
        ('a,"two\nlines",c\r\nd,e,f\r\n', [(1, ["a", "two\nlines", "c"]), (3, ["d", "e", "f"])]),
        ('a,"he said ""no""",c\n', [(1, ["a", 'he said "no"', "c"])]),
        ('a,5" pipe,c\nd,e,f\n', [(1, ["a", '5" pipe', "c"]), (2, ["d", "e", "f"])]),
        ("\n,,\n  ,\t,\na,b,c\n\n", [(4, ["a", "b", "c"])]),
        # Nobody closed the quote: the next one that would close it has no comma behind it.
        ('a,"open,c\nd,"e",f\ng,h,i\n', [(1, None), (2, ["d", "e", "f"]), (3, ["g", "h", "i"])]),
        ('a,"open,c\nd,e,f\ng,h,i\n', [(1, None), (2, ["d", "e", "f"]), (3, ["g", "h", "i"])]),
        ('a,"b"x,c\nd,e,f\n', [(1, None), (2, ["d", "e", "f"])]),
        # Closed by chance in a later row: the cells tell that these are two rows.
        ('a,"open,c\nd,",e,f\ng,h,i\n', [(1, None), (2, None), (3, ["g", "h", "i"])]),
        ("a,b\nd,e,f,g\n", [(1, ["a", "b"]), (2, ["d", "e", "f", "g"])]),
    ],
)
def test_rows_and_their_lines(text, expected):
    assert seen(text) == expected


def test_a_line_that_is_no_row_is_kept_as_it_stands():
    assert rows('a,"Ģirts,c\r\n')[0].raw == 'a,"Ģirts,c'


def test_a_quote_that_is_open_for_long_is_given_up():
    first, *others = rows('a,"open,c\n' + "d,e,f\n" * 50_000)
    assert (first.cells, len(others)) == (None, 50_000)


@pytest.mark.parametrize("encoding", [Encoding.UTF_8, Encoding.WINDOWS_1257])
def test_reading_goes_on_after_any_row(encoding):
    text = 'ā,"b\nč",d\n"broken,x,y\nš,f,g\n\nž,i,j\n'
    whole = rows(text, encoding=encoding)
    for index, row in enumerate(whole):
        assert rows(text, start=row.after, encoding=encoding) == whole[index + 1 :]


@given(st.text(alphabet='ab",\n\r;ā', max_size=60))
def test_no_text_is_lost_whatever_the_quotes(text):
    found = rows(text, width=2)
    read = "".join(row.raw if row.cells is None else "".join(row.cells) for row in found)
    assert read.count("a") + read.count("b") + read.count("ā") == sum(map(text.count, "abā"))
    assert [row.line for row in found] == sorted({row.line for row in found})
