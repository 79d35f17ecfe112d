"""The refusals about conferences, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("agency-unknown", 409, "No such agency", "Take codes out of the list of partners."),
    ProblemType(
        "conference-before-case", 409, "The conference lies before the case", "Look at the day and the offset."
    ),
    ProblemType("conference-in-the-future", 409, "That has not happened yet", "Say when it began."),
    ProblemType("conference-over", 409, "The conference is over", "Call a new one."),
    ProblemType("conference-without-others", 409, "Nobody is invited", "Invite a colleague, an agency or a person."),
    ProblemType("resolution-of-nobody", 409, "Somebody does it", "Name either `staff` or `agency` of each decision."),
    ProblemType("resolution-done", 409, "It is done already", "Nothing is left to do of it."),
)
