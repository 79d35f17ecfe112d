"""The kinds of problem that any service may answer with, each with the page that explains it.

A rule of the work that says no is a Refusal with a code of its own; this table is for what HTTP itself can refuse.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemType:
    """`code` ends the type's address, `title` is the same for every occurrence, `remedy` says how to mend it."""

    code: str
    status: int
    title: str
    remedy: str

    @property
    def address(self) -> str:
        return f"/problems/{self.code}"


_ALL = (
    ProblemType(
        "being-built",
        202,
        "What you asked for is being built",
        "Wait as long as the header Retry-After says, then ask again; `done` of `of` says how far it is.",
    ),
    ProblemType("bad-request", 400, "The request cannot be understood", "Compare it with the API's description."),
    ProblemType(
        "malformed-json",
        400,
        "The body is not JSON",
        "Send one JSON value in UTF-8; `detail` says where reading stopped.",
    ),
    ProblemType(
        "bad-cursor", 400, "The cursor is not one we gave", "Take `next` from the last page as it is, or leave it out."
    ),
    ProblemType("credentials-missing", 401, "No credentials were shown", "Send `Authorization: Bearer <token>`."),
    ProblemType(
        "credentials-refused", 401, "The credentials prove nothing", "Ask for a new token and send it unchanged."
    ),
    ProblemType(
        "role-not-allowed", 403, "Your roles do not allow this", "`allowed` lists the roles that may; ask one of them."
    ),
    ProblemType(
        "purpose-not-allowed",
        403,
        "Your roles do not allow this purpose",
        "Send a purpose from `allowed` in the header Tilts-Purpose, or leave it out and your token's own counts.",
    ),
    ProblemType(
        "partner-suspended",
        403,
        "Your access is suspended",
        "Speak with the municipality; what is refused meanwhile by HTTP is not kept, so send it again afterwards.",
    ),
    ProblemType("partner-removed", 403, "Your access has ended", "Speak with the municipality if that is a mistake."),
    ProblemType("no-such-path", 404, "There is nothing at this address", "Compare it with the API's description."),
    ProblemType("not-found", 404, "There is no such thing", "Check the id; what you may not know of looks the same."),
    ProblemType(
        "method-not-allowed", 405, "This address does not take that method", "The header Allow lists those it takes."
    ),
    ProblemType(
        "already-running",
        409,
        "The same command is still running",
        "Wait as long as the header Retry-After says and send it again with the same Idempotency-Key.",
    ),
    ProblemType(
        "cut-lost",
        410,
        "The logs do not lead to this cut any more",
        "Tell the operator: `tilts verify` says which facts are missing. Asked again, it is tried again.",
    ),
    ProblemType(
        "stale-version",
        412,
        "It was changed since you read it",
        "`changes` says which fields changed since, to what, when and by whom: merge, and if your change still makes "
        "sense, send it with the new ETag; `current` is the version. Without `changes`, read it again.",
    ),
    ProblemType(
        "too-large",
        413,
        "The body is too large",
        "`limit` is the most that is taken, in bytes; send less, or in parts.",
    ),
    ProblemType(
        "unsupported-media-type",
        415,
        "The body's media type is not taken here",
        "Send it with a Content-Type from `accepted`.",
    ),
    ProblemType(
        "invalid-request", 422, "Some values are not as described", "`errors` says where and what; mend all of them."
    ),
    ProblemType(
        "idempotency-key-reused",
        422,
        "The Idempotency-Key belongs to another request",
        "Take a new key for each new command, the same key only to repeat one unchanged.",
    ),
    ProblemType(
        "version-required", 428, "A change must say which version it changes", "Send If-Match with the ETag you read."
    ),
    ProblemType("too-many-requests", 429, "Too many requests", "Wait as long as the header Retry-After says."),
    ProblemType(
        "internal-error",
        500,
        "A fault of ours",
        "Repeat it: with the same Idempotency-Key a command takes effect once. If it stays, tell the operator.",
    ),
    ProblemType(
        "busy",
        503,
        "The service is busy",
        "Wait as long as the header Retry-After says, then repeat it.",
    ),
    ProblemType(
        "not-ready", 503, "The service is not ready", "`behind` names what it waits for; `checks` shows how far it is."
    ),
)

PROBLEM_TYPES = {kind.code: kind for kind in _ALL}
