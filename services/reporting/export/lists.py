"""The lists that an analyst may take out, as `lists.toml` says it: a line for each referral, case, visit and notice."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# A text that a spreadsheet would take for a formula gets an apostrophe in front; codes never begin so, but who knows.
_TEXT = "case when {0} ~ '^''*[=+@\\t\\r-]' then '''' || {0} else {0} end"
_SQL = {
    "id": "{0}",
    "ids": "array_to_string({0}, ' ')",
    "code": _TEXT,
    "codes": "array_to_string({0}, ' ')",
    # Infinity says that what had an end has none any more.
    "instant": """to_char(nullif({0}, 'infinity') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""",
    "minutes": "{0}",
    "flag": "{0}",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file; `meaning` by language."""

    name: str
    kind: str
    meaning: Mapping[str, str]
    of: str = ""
    """The dimension that its codes belong to, where they have names."""

    @property
    def sql(self) -> str:
        return f"{_SQL[self.kind].format(self.name)} as {self.name}"


@dataclass(frozen=True, slots=True)
class List:
    """A list; its first column is the id, by which its lines are in order."""

    name: str
    table: str
    at: str
    title: Mapping[str, str]
    columns: Sequence[Column]

    @property
    def page(self) -> str:
        """The statement for so many lines after an id: $1 and $2 begin and end the period, $3 the id, $4 how many."""
        columns = ", ".join(column.sql for column in self.columns)
        return (
            f"select {columns} from {self.table} "
            f"where {self.at} >= $1 and {self.at} < $2 and ($3::uuid is null or {self.table}.id > $3) "
            f"order by {self.table}.id limit $4"
        )


def _read() -> Mapping[str, List]:
    written = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))["list"]
    lists = (List(**one | {"columns": [_column(**column) for column in one["columns"]]}) for one in written)
    return {one.name: one for one in lists}


def _column(name: str, kind: str, lv: str, en: str, of: str = "") -> Column:
    return Column(name, kind, {"lv": lv, "en": en}, of)


LISTS: Mapping[str, List] = _read()
"""By name."""
