"""Cases that are open at the end of the period: all stocks are counted of them."""

from services.reporting.reports.asking import Asking


def stock(ask: Asking, columns: str, condition: str | None = None) -> str:
    """These columns of the open cases that are asked about, or fit another condition, to be read `from`.

    Those that are open still and those that were closed since are asked for one by one: for each there is an index, and
    that of the first has all that stocks are counted by. `or` would read every case there ever was.
    """
    mine = f"select {columns} from social_case c where opened_at < :end and {condition or ask.cases()}"
    return f"({mine} and closed_at is null union all {mine} and closed_at >= :end)"
