"""Charts are drawn to scale: what is twice as much is twice as long, and nothing leaves the drawing."""

import re
from functools import partial
from pathlib import Path

import pytest

import services.reporting.page
from services.reporting.figures import FIGURES
from services.reporting.labels import words
from services.reporting.page.charts import WIDTH, Series, columns, grouped_bars, scale, shortened, stacked_bars
from services.reporting.page.view import style_of

TICKS, LABELS = ["m", "t", "w"], ["mon", "tue", "wed"]
CALM = Series("routine", "Routine", [4, 0, 2], ["4", "0", "2"])
URGENT = Series("urgent", "Urgent", [4, 0, 6], ["4", "0", "6"])


CSS = Path(services.reporting.page.__file__).parent.joinpath("templates", "style.css").read_text(encoding="utf-8")
COLOURS = {
    style: colour
    for styles, colour in re.findall(r"((?:\.c-\w+(?:, )?)+) \{ fill: var\(--(\w+)\)", CSS)
    for style in re.findall(r"\.c-(\w+)", styles)
}


@pytest.mark.parametrize("figure", [figure for figure in FIGURES.values() if figure.chart], ids=lambda one: one.name)
def test_each_part_of_a_picture_has_a_colour_of_its_own(figure):
    """What has none is drawn black, on black in the dark."""
    measures = figure.chart.measures
    styles = [style_of(name) for name in measures] if measures else list(words.LABELS[figure.dimensions[1]])
    assert set(styles) <= COLOURS.keys()
    assert len({COLOURS[style] for style in styles}) == len(styles)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (23, [0, 10, 20, 30]),
        (100, [0, 50, 100]),
        (1234, [0, 500, 1000, 1500]),
    ],
)
def test_the_scale_has_round_numbers_up_to_the_highest(highest, ticks):
    assert scale(highest) == ticks


def test_columns_stand_on_each_other_in_scale():
    chart = columns(TICKS, LABELS, [CALM, URGENT])
    bars = {(bar.title.split(":")[0], bar.style): bar for bar in chart.bars}
    assert bars.keys() == {("mon", "routine"), ("mon", "urgent"), ("wed", "routine"), ("wed", "urgent")}
    assert bars["mon", "routine"].height == pytest.approx(2 * bars["wed", "routine"].height)
    assert bars["mon", "urgent"].y + bars["mon", "urgent"].height == pytest.approx(bars["mon", "routine"].y)
    assert [text.text for text in chart.texts][-3:] == TICKS
    assert bars["wed", "urgent"].y == pytest.approx(bars["mon", "urgent"].y)


def test_bars_follow_each_other_in_scale_with_their_sum_at_the_end():
    chart = stacked_bars(LABELS, [CALM, URGENT])
    mon, after = [bar for bar in chart.bars if bar.title.startswith("mon")]
    assert (mon.x, after.x) == (0, pytest.approx(mon.width))
    assert after.width == pytest.approx(mon.width)
    assert [text.text for text in chart.texts] == ["mon", "8", "tue", "0", "wed", "8"]


def test_a_sum_of_which_a_part_is_hidden_is_no_number():
    """The rest of it, or nought, would be read as the whole."""
    hiding = Series("urgent", "Urgent", [0, 0, 6], ["‥", "0", "6"])
    ends = [text.text for text in stacked_bars(LABELS, [CALM, hiding]).texts]
    assert ends == ["mon", "‥", "tue", "0", "wed", "8"]
    over = [text.text for text in columns(TICKS, LABELS, [CALM, hiding]).texts]
    assert over[-4:] == ["‥", *TICKS]


def test_where_a_value_is_hidden_there_is_no_bar():
    chart = grouped_bars(LABELS[:2], [Series("p50", "Median", [0, 120], ["‥", "2 min"])])
    assert [bar.title for bar in chart.bars] == ["tue: Median, 2 min"]
    assert [text.text for text in chart.texts] == ["mon", "‥", "tue", "2 min"]


def test_a_long_name_keeps_both_its_ends():
    houses = [shortened(f"Social housing for elderly people, the house at street no. {n}") for n in (1, 2)]
    assert houses[0] != houses[1] and all(len(house) <= 46 and house.startswith("Social") for house in houses)


def test_sums_are_written_as_people_write_numbers():
    chart = stacked_bars(LABELS, [Series("routine", "Routine", [1234, 0, 1], ["", "", ""])], lambda n: f"{n:,}")
    assert [text.text for text in chart.texts] == ["mon", "1,234", "tue", "0", "wed", "1"]


def test_grouped_bars_have_their_value_at_the_end():
    chart = grouped_bars(LABELS[:2], [Series("p50", "Median", [60, 120], ["1 min", "2 min"])])
    first, second = chart.bars
    assert second.width == pytest.approx(2 * first.width)
    assert [text.text for text in chart.texts] == ["mon", "1 min", "tue", "2 min"]


def test_a_share_is_as_long_as_it_is_of_the_whole():
    [half] = grouped_bars(LABELS[:1], [Series("rate", "Share", [50], ["50%"])], whole=100).bars
    [all_of_it] = grouped_bars(LABELS[:1], [Series("rate", "Share", [100], ["100%"])], whole=100).bars
    assert all_of_it.width == pytest.approx(2 * half.width)


@pytest.mark.parametrize("draw", [partial(columns, TICKS), stacked_bars, grouped_bars])
@pytest.mark.parametrize("values", [[0, 0, 0], [1, 0, 9_999], [7, 7, 7]])
def test_everything_stays_within_the_drawing(draw, values):
    chart = draw(LABELS, [Series("routine", "Routine", values, list(map(str, values)))])
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= chart.height
    assert all(0 <= text.x < WIDTH and 0 < text.y <= chart.height for text in chart.texts)
