"""The register's numbers: one series a year without gaps, as a journal (reģistrācijas žurnāls) wants it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """`id` is the municipality's prefix, `last` the number given out last in `year`."""

    id: str
    year: int = 0
    last: int = 0

    def next(self, year: int) -> "NumberSeries":
        """The series after one more number; each year begins with 1."""
        return NumberSeries(self.id, year, self.last + 1 if year == self.year else 1)

    def after(self, number: str) -> "NumberSeries":
        """The series after `number`, which was given out under this prefix: a rebuilt one gives none out twice."""
        year, last = map(int, number.removeprefix(f"{self.id}-").split("-"))
        return max(self, NumberSeries(self.id, year, last), key=lambda series: (series.year, series.last))

    @property
    def number(self) -> str:
        return f"{self.id}-{self.year}-{self.last:06d}"
