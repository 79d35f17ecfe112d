"""The files that are imported: invented people, and a school's referrals about as many."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.path.people import register

PARTNER = "liepajas-6-vidusskola"
_NARRATIVE = "Trešo nedēļu nav skolā, mājās neviens neatbild. " * 5


def write(path: Path, kind: str, rows: int) -> None:
    """So many rows of a kind, one of `people` and `referrals`."""
    people = _people(rows)
    lines = people if kind == "people" else map(_referral, range(rows), people)
    first = next(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(lines)


def _people(count: int) -> Iterator[dict[str, str]]:
    for person in register(count):
        yield {
            "given_name": person.given_name, "family_name": person.family_name, "personal_code": person.personal_code,
            "birth_date": person.birth_date.isoformat(), "address": person.address, "phone": person.phone or "",
        }  # fmt: skip


def _referral(number: int, person: dict[str, str]) -> dict[str, str]:
    subject = {f"subject.{name}": said for name, said in person.items()}
    return {
        "message": f"bulk-{number:07d}", "reference": f"B-{number:07d}", "kind": "school.absence",
        "needs": "family_cannot_solve", **subject, "narrative": _NARRATIVE,
    }  # fmt: skip
