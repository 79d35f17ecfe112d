"""What became of a file, in words: every row that was read was taken, repeated something, or was rejected."""

from dataclasses import asdict

from deploy.cli.imports.asked import Report
from deploy.cli.output import console, show_json, table

_SHOWN = 20


def show(report: Report, json: bool) -> None:
    """The sum, and why rows were rejected, the most frequent reasons first. Nothing of a row is shown."""
    asked, counts = report.asked, report.counts
    reasons = [
        {"field": field, "reason": why, "rows": count, "first line": report.first[field, why]}
        for (field, why), count in report.reasons.most_common(_SHOWN)
    ]
    gone = [{"code": code, "stays because": why or ""} for code, why in report.missing.items()]
    kept = str(asked.rejected_file) if counts.rejected and not asked.dry_run else None
    if json:
        show_json(
            {
                **asdict(counts),
                "dry_run": asked.dry_run,
                "rejected_file": kept,
                "reasons": reasons,
                "missing": report.missing,
                "let_go": report.let_go,
            }
        )
        return
    would = "would be " if asked.dry_run else ""
    print(
        f"{counts.rows} rows read: {counts.taken} {would}taken, {counts.repeated} repeated, "
        f"{counts.rejected} {would}rejected"
    )
    if reasons:
        console().print(table(list(reasons[0]), [list(reason.values()) for reason in reasons]))
    if gone:
        print(f"{len(gone)} are known and not in the file; {_what_became(report)}")
        console().print(table(list(gone[0]), [list(one.values()) for one in gone[:_SHOWN]]))
    if kept:
        as_ = f" --as {asked.partner}" if asked.partner else ""
        print(f"mend the rows in {kept}, then: tilts import {asked.kind} {kept}{as_}")


def _what_became(report: Report) -> str:
    """Of those who are not in the file."""
    stay = sum(1 for why in report.missing.values() if why)
    if report.let_go:
        return f"{len(report.missing) - stay} were deactivated, {stay} stay"
    if report.asked.deactivate and report.counts.rejected and not report.asked.dry_run:
        return "nobody was deactivated: one of them may stand in a row that was rejected"
    return f"--deactivate-missing would deactivate {len(report.missing) - stay}"
