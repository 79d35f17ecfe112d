"""The refusals of the rules about people, each with the page that its problem's address names."""

from shared.http import ProblemType

PEOPLE_PROBLEMS = (
    ProblemType(
        "same-entry",
        409,
        "A person is not paired with themselves",
        "Name another entry than the one in the address.",
    ),
    ProblemType(
        "pair-in-another-state",
        409,
        "The pair is in another state",
        "Read the person again: each pair says what can be done about it.",
    ),
    ProblemType(
        "contact-contradicts-itself",
        422,
        "The rules of contact contradict each other",
        "Name each way of contact once, and both hours of the day or none.",
    ),
    ProblemType(
        "reminder-address",
        422,
        "The address does not belong to the channel",
        "Give a number for text messages, an address for e-mail, and neither for the other channels.",
    ),
    ProblemType(
        "person-unknown",
        404,
        "There is no such person",
        "Search for the person, and take the id from there.",
    ),
    ProblemType(
        "named-twice",
        422,
        "Somebody is named twice",
        "Name each person once, with one role.",
    ),
    ProblemType(
        "household-full",
        409,
        "The household is full",
        "Make another household; an institution is none.",
    ),
    ProblemType(
        "not-a-member",
        404,
        "This person is no member of the household",
        "Read the household again to see who belongs to it.",
    ),
    ProblemType(
        "relationship-known",
        409,
        "The relationship is known",
        "End it first, if it is wrong.",
    ),
    ProblemType(
        "relationship-over",
        409,
        "The relationship is over",
        "It has ended already; note it again if it holds again.",
    ),
)
