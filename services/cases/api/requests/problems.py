"""The refusals about requests and places, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("decision-unexplained", 409, "Another reason is explained", "Say in `considered` why it was refused."),
    ProblemType("end-reason", 409, "It does not end for that reason", "Name the reason for which it really ends."),
    ProblemType("ends-with-renewal", 409, "Only what is renewed has its end now", "Say the end when it starts."),
    ProblemType("in-line-already", 409, "They are in line already", "Refuse this one, or end the other request first."),
    ProblemType("instant-before-rules", 409, "No rule held at that instant", "Name a later instant."),
    ProblemType("instant-ahead", 409, "That instant lies ahead", "Leave `at` out for now, or name an instant behind."),
    ProblemType(
        "no-place-free", 409, "No place is free", "`GET /v1/places/{offer}` says what is missing: rooms, staff, places."
    ),
    ProblemType("no-place-offered", 409, "No place is offered", "An offer is answered once, and within its time."),
    ProblemType(
        "nobody-in-line", 409, "Nobody is in line", "`GET /v1/places/{offer}` says who postponed or was not reached."
    ),
    ProblemType("not-eligible", 409, "The service is not for them", "Take another service from the catalogue."),
    ProblemType("not-waiting", 409, "They do not wait", "The request says where it stands now."),
    ProblemType(
        "nothing-to-renew", 409, "There is nothing to renew",
        "Name the request by which they receive the service now, or request it anew.",
    ),
    ProblemType(
        "offer-expired", 409, "The offer has run out", "They keep their turn: say that they still wait."
    ),
    ProblemType("offer-unknown", 409, "That is not offered", "Take a service at a location from the catalogue."),
    ProblemType("person-not-in-case", 409, "The case is not about them", "Name one of the case's `subjects`."),
    ProblemType(
        "place-closed", 409, "The place was closed since", "Decline it as `place_closed`, which keeps their turn."
    ),
    ProblemType("place-not-closed", 409, "The place is not closed", "Change the capacity of the offer first."),
    ProblemType("postponed-until-when", 409, "A postponement has an end", "Send an `until` within a year from now."),
    ProblemType("queue-moved", 409, "Somebody else is next now", "The queue has changed meanwhile: send it again."),
    ProblemType(
        "reference-unknown", 404, "There is nothing with this reference",
        "Compare both parts with what you were given; letters may be small, the hyphen may be missing.",
    ),
    ProblemType("refusal-without-reason", 409, "A refusal has its reason", "Send `reason` with a refusal only."),
    ProblemType("request-not-decided", 409, "Nothing is decided yet", "Grant or refuse the request first."),
    ProblemType("request-over", 409, "The request is over", "Make a new one."),
    ProblemType("request-state", 409, "That is not what comes next", "`actions` of the request says what may be done."),
    ProblemType("result-of-service", 409, "A service that began ends with its result", "Send `result` when it began."),
    ProblemType(
        "service-undisclosed", 403, "Which service it is, stays with few",
        "Whoever has the case, stands in or opened it does this, or a supervisor.",
    ),
    ProblemType("service-time", 409, "That time cannot be", "Look at the day and the offset."),
    ProblemType("silence-is-not-said", 409, "Silence is not entered", "The clock of the offer says so itself."),
)  # fmt: skip
