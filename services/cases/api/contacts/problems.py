"""The refusals about contacts and campaigns, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("contact-before-case", 409, "The contact lies before the case", "Look at the day and the offset."),
    ProblemType("contact-corrected", 409, "It has been corrected already", "Correct the record that took its place."),
    ProblemType("contact-in-the-future", 409, "That has not happened yet", "Look at the day and the offset."),
    ProblemType("outreach-fits-nobody", 409, "The list is empty", "Choose so that at least one case fits."),
    ProblemType("outreach-too-large", 409, "The list cannot be worked off", "Choose so that fewer cases fit."),
    ProblemType(
        "outreach-next-try", 409, "When is it tried again",
        "Send `next_try_at`, still to come, with `try_again`, and with no other result.",
    ),
    ProblemType("outreach-over", 409, "The campaign is over", "Begin a new one."),
    ProblemType("outreach-tried-meanwhile", 409, "Somebody tried meanwhile", "Look at the list, and try again."),
    ProblemType("outreach-reached", 409, "They have been reached", "Nothing is left to try."),
)  # fmt: skip
