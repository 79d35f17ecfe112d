"""Whether two descriptions may mean one person. Pure: it compares and explains, and decides nothing by itself."""

from shared.matching.blocking import blocks
from shared.matching.description import Description, described
from shared.matching.folding import fold, tokens
from shared.matching.phone import e164
from shared.matching.scale import MatchField, Points, Scale
from shared.matching.score import Agreement, FieldMatch, Match, compare, plainly_other

__all__ = [
    "Agreement",
    "Description",
    "FieldMatch",
    "Match",
    "MatchField",
    "Points",
    "Scale",
    "blocks",
    "compare",
    "described",
    "e164",
    "fold",
    "plainly_other",
    "tokens",
]
