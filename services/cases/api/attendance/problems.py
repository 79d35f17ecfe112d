"""The refusals about sessions and attendance, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("attendance-minutes", 409, "Those minutes cannot be", "Send 1 to as many minutes as the session took."),
    ProblemType("attendance-twice", 409, "It is written down already", "Correct the attendance that stands there."),
    ProblemType("service-not-received", 409, "They do not receive this service", "Start their request, then say it."),
    ProblemType("service-over", 409, "The service has ended by then", "Look at the day, or renew the service."),
    ProblemType("session-by-name", 409, "Those who come are noted one by one", "Send the attendance of each."),
    ProblemType("session-far-from-plan", 409, "Another session is meant", "Plan the session that took place."),
    ProblemType("session-full", 409, "The session is full", "Say how many places the session has really."),
    ProblemType("session-in-the-future", 409, "That has not happened yet", "Say when the session began."),
    ProblemType(
        "session-only-counted", 409, "Those who come are only counted", "Send how many came of each age, and nobody."
    ),
    ProblemType(
        "session-outside-schedule", 409, "It is not open then", "The catalogue has its days, hours, season, holidays."
    ),
    ProblemType(
        "session-outside-validity", 409, "The service is not offered on that day",
        "The catalogue says from when until when it is offered.",
    ),
    ProblemType("session-state", 409, "That is not what comes next", "Read the session again, and see its state."),
    ProblemType("session-too-far-away", 409, "It lies too far away", "Look at the year."),
    ProblemType("session-without-count", 409, "How many came is missing", "Send how many came of each age."),
)  # fmt: skip
