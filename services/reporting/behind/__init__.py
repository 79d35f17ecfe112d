"""The lines behind a number: whoever answers for the work sees which referrals, cases, visits or notices it counts."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg

from services.reporting.export.lists import LISTS, List
from services.reporting.figures import FIGURES
from services.reporting.reports.asking import Asking


@dataclass(frozen=True, slots=True)
class Behind:
    """The lines that a measure of a figure counts: which list, and on what conditions, one for each dimension."""

    list: List
    alias: str
    counted: str
    codes: Sequence[str]

    async def page(self, ask: Asking, codes: Sequence[str], after: UUID | None, limit: int) -> list[asyncpg.Record]:
        """So many of the lines whose dimensions have these codes, in the order of ids, after that of one."""
        named = {f"code{'_' * n}": code for n, code in enumerate(codes)}
        conditions = [self.counted, self._asked(ask)]
        conditions += [
            condition.format(code=f":{name}::text") for condition, name in zip(self.codes, named, strict=True)
        ]
        return await ask.rows(
            f"""
            select {", ".join(f"{self.alias}.{column.name}" for column in self.list.columns)}
            from {self.list.table} {self.alias}
            where {" and ".join(conditions)} and {f"{self.alias}.id > :after" if after else "true"}
            order by {self.alias}.id limit :limit
            """,
            **named, after=after, limit=limit, format=ask.scope.step.format,
        )  # fmt: skip

    def _asked(self, ask: Asking) -> str:
        match self.list.name:
            case "referrals":
                return ask.referrals(self.alias)
            case "cases":
                return ask.cases(self.alias)
            case _:
                return ask.of_cases(f"{self.alias}.case_id")


def _read() -> Mapping[tuple[str, str], Behind]:
    written = tomllib.loads(Path(__file__).with_name("behind.toml").read_text(encoding="utf-8"))["behind"]
    return {
        (figure, measure): Behind(
            LISTS[one["of"]], one["alias"], f"{one['lines']} and {condition}",
            tuple(one["dimensions"][by] for by in FIGURES[figure].dimensions),
        )
        for one in written
        for figure, measures in one["figures"].items()
        for measure, condition in measures.items()
    }  # fmt: skip


BEHIND: Mapping[tuple[str, str], Behind] = _read()
"""By figure and measure; other numbers have no list."""
