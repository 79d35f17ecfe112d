"""How fresh figures are, in words: one quiet line, and a clear one about sources that have fallen behind."""

from services.reporting.labels.words import Words
from services.reporting.reports.freshness import Freshness


def until(freshness: Freshness, words: Words) -> str:
    """Until when everything that the figures rest on is counted; nothing where they rest on no facts."""
    if not freshness.facts:
        return ""
    at = freshness.oldest
    return f"{words.of('text', 'counted_until')} {words.instant(at)}." if at else words.of("text", "not_heard")


def behind(freshness: Freshness, words: Words) -> str | None:
    """Of whom nothing was heard for too long, and since when; None where nobody is behind."""
    return " ".join(_lost(source, freshness, words) for source in sorted(freshness.behind)) or None


def _lost(source: str, freshness: Freshness, words: Words) -> str:
    at, name = freshness.until[source], words.of("consumer", source)
    said = f"{words.of('text', 'may_lack')} {words.instant(at)}" if at else words.of("text", "nothing_heard")
    return f"{words.of('text', 'behind')}: {name} – {said}."
