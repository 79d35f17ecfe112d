"""The refusals about visits, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("case-unassigned", 409, "Nobody has the case", "Assign the case to somebody, then plan the visit."),
    ProblemType(
        "companion-unfit", 409, "They cannot go along", "Name a colleague who is there, and not the worker themselves."
    ),
    ProblemType(
        "home-visit-needs-justification", 409, "A home visit needs its justification",
        "In emergency mode home visits are exceptions: send `justification`, or meet by phone or video.",
    ),
    ProblemType("no-check-in-due", 409, "Nobody is alone there", "Only who is alone on a visit checks in."),
    ProblemType(
        "local-time-skipped", 409, "No clock shows that time", "Take another time, or leave out the day of the change."
    ),
    ProblemType(
        "safety-checklist-unanswered", 409, "The safety checklist is not answered",
        "Read `GET /v1/visits/rules` and answer every item.",
    ),
    ProblemType(
        "safety-checklist-unknown", 409, "Another version of the checklist holds",
        "Read `GET /v1/visits/rules` and answer the version that it shows, no item more.",
    ),
    ProblemType("place-without-meeting", 409, "Only a visit in person has a place", "Leave out `place`."),
    ProblemType("second-person-needed", 409, "Nobody goes there alone", "Name a colleague as `companion`."),
    ProblemType("series-length", 409, "The series is empty or too long", "Look at `weekdays`, `until` and `count`."),
    ProblemType("visit-before-case", 409, "The visit lies before the case", "Plan it after the case was opened."),
    ProblemType("visit-confirmed", 409, "The visit is confirmed", "It is confirmed already; nothing is left to do."),
    ProblemType(
        "visit-ends-before-it-begins", 409, "The visit ends before it begins", "Look at the day and the offset."
    ),
    ProblemType("visit-in-the-future", 409, "That has not happened yet", "Look at the day and the offset."),
    ProblemType("visit-not-started", 409, "The visit has not begun", "Start it with its checklist, then go on."),
    ProblemType(
        "visit-over", 409, "The visit is over", "A visit is completed, missed or cancelled once; plan a new one."
    ),
    ProblemType("visit-started", 409, "The visit has begun", "Complete it, or miss it."),
    ProblemType("visit-too-far-ahead", 409, "The visit lies too far ahead", "Look at the year."),
    ProblemType(
        "visit-unsafe", 409, "It is not safe to set out", "See to what the checklist asks, or miss the visit as unsafe."
    ),
)  # fmt: skip
