"""A page in parts: under each question the sums that answer it at once, then its figures; what is empty, at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.reporting.figures import Page, sections_of
from services.reporting.labels.words import Words
from services.reporting.page.view import Block, Tile, blocks, tiles
from services.reporting.reports.report import Report


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page as it is shown. `wide` figures go across it; the others stand beside each other."""

    name: str
    title: str
    tiles: Sequence[Tile]
    wide: Sequence[Block]
    narrow: Sequence[Block]

    @property
    def is_shown(self) -> bool:
        """Whether there are figures to show under its title."""
        return bool(self.wide or self.narrow)


@dataclass(frozen=True, slots=True)
class Parts:
    """The sections, and the figures that have nothing to count: one line says so of all of them."""

    sections: Sequence[Part]
    empty: Sequence[Block]


def parts(page: Page, report: Report, words: Words) -> Parts:
    """The report in the sections of a page."""
    block = {block.figure.name: block for block in blocks(report, words)}
    tile = {tile.name: tile for tile in tiles(report, words)}
    found = []
    for section in sections_of(page):
        mine = [block[name] for name in section.figures if block[name].is_full]
        found.append(Part(
            section.name, section.title[words.language], [tile[name] for name in section.sums],
            [one for one in mine if one.is_wide], [one for one in mine if not one.is_wide],
        ))  # fmt: skip
    return Parts(found, [one for one in block.values() if not one.is_full])
