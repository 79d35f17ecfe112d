"""The refusals about documents, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("upload-empty", 422, "The file is empty", "Choose the file again, and send it."),
    ProblemType(
        "upload-type-not-taken", 422, "This kind of file is not taken", "Save it as PDF, JPEG, PNG, WebP or HEIC."
    ),
    ProblemType(
        "upload-lies-about-its-type", 422, "The file is not what it is said to be",
        "Send the `Content-Type` that fits its content, or none.",
    ),
    ProblemType("upload-digest-differs", 422, "Not what was sent", "Send it again; it was changed on its way."),
    ProblemType("upload-cut-off", 422, "The file was cut off", "Send all of it, with its end."),
    ProblemType("upload-unknown", 409, "No such upload", "Send the file to POST /v1/uploads, then name its `id`."),
    ProblemType("upload-used", 409, "The upload is used", "Send the file again for another document."),
    ProblemType("document-name-unsafe", 409, "The name leads elsewhere", "Leave out slashes, colons and leading dots."),
    ProblemType("document-name-lies", 409, "The name says another kind", "Let it end as its content is."),
    ProblemType("document-unchanged", 409, "It is the same file", "There is nothing to add."),
    ProblemType("document-issued", 409, "What was issued does not change", "Issue another document."),
    ProblemType("document-removed", 409, "The document was removed", "Add it anew."),
    ProblemType("document-fields", 409, "The fields are not those of the template", "Send each of them, and no other."),
    ProblemType("documents-not-kept", 409, "No documents are kept here", "Ask whoever operates this deployment."),
)  # fmt: skip
