"""Refusals of the service's own rules that get a page of their own."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "notice-not-yours",
        404,
        "You have no such notice",
        "Take the id from the notice itself. Only the agency a notice was sent to can answer it.",
    ),
    ProblemType(
        "notice-withdrawn",
        409,
        "The notice was taken back",
        "Nothing is asked of you any more. Call us if you have acted on it already.",
    ),
    ProblemType(
        "notice-over",
        409,
        "The notice is over",
        "Only a notice that nobody has answered yet can be taken back or brought once more. Call the agency.",
    ),
    ProblemType(
        "notice-on-its-way",
        409,
        "The notice is on its way",
        "It is being tried already; its tries say since when. Call the agency if it cannot wait.",
    ),
    ProblemType(
        "notice-by-phone",
        409,
        "The agency is told by phone",
        "No channel that works by itself is agreed with it. Call the agency.",
    ),
    ProblemType(
        "notice-exists",
        409,
        "The agency has a notice of the case",
        "Bring the one that it has once more, or wait for its answer.",
    ),
    ProblemType("account-not-staff", 403, "The account is nobody's of the staff", "Sign in as a member of staff."),
    ProblemType(
        "notice-waits",
        409,
        "The notice waits for a word",
        "Say what the agency said on the phone, or take the notice back: otherwise it would be forgotten.",
    ),
    ProblemType(
        "follow-up-done",
        409,
        "It is done",
        "Somebody did it, the agency spoke by itself, or the notice was taken back. Read it again.",
    ),
    ProblemType(
        "follow-up-claimed",
        409,
        "A colleague has it",
        "Whoever has it lays it back first, or you do in their stead: `POST /v1/follow-ups/{notice}/release`.",
    ),
    ProblemType(
        "told-at-unlikely",
        409,
        "They cannot have been told then",
        "`told_at` is an instant after the notice was issued, and over.",
    ),
    ProblemType(
        "fields-not-allowed",
        409,
        "They may not be told that",
        "`GET /v1/follow-ups/{notice}` shows in `fields` what may be said. If more was said, tell your data protection "
        "officer.",
    ),
    ProblemType(
        "notice-claimed",
        409,
        "A colleague has it",
        "Whoever has it lays it back first, or you do in their stead: `POST /v1/inbox/{notice}/release`.",
    ),
    ProblemType(
        "case-unknown",
        404,
        "There is no such case",
        "Take the id from the case itself; one that was opened a moment ago may not have been heard of here yet.",
    ),
    ProblemType(
        "rule-unknown",
        422,
        "There is no such rule",
        "Take one from `GET /v1/rules`: nobody is told more than a configured rule allows.",
    ),
    ProblemType(
        "channel-paused",
        409,
        "The channel is paused",
        "Nothing goes there until somebody resumes it; `GET /v1/agencies/{agency}` says since when and why.",
    ),
    ProblemType(
        "channel-not-paused",
        409,
        "The channel is not paused",
        "One that fails, or that the receiver ended, is enabled; `GET /v1/agencies/{agency}` says which it is.",
    ),
    ProblemType(
        "channel-enabled",
        409,
        "The channel is in use",
        "Nothing keeps us from trying it; one that is paused is resumed.",
    ),
    ProblemType(
        "reminder-no-task",
        409,
        "Nobody has to remind",
        "Read the reminder again: a machine reminded, somebody has said what came of it, or it is not needed any more.",
    ),
)
