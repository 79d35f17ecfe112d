"""The CloudEvents headers a record carries, for the documents: what we set, and what we need from a partner.

CloudEvents 1.0 in Kafka's binary mode: attributes are headers with the prefix `ce_`, values UTF-8 text; the record's
key is `ce_subject`, its value the JSON body.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Header:
    """One header; `required` of whoever writes the record."""

    name: str
    required: bool
    description: str
    example: str


_ID = "019c0b6e-3f00-7a10-8f3e-4c1d2b3a5e0a"
_VERSION = Header("ce_specversion", True, "The version of CloudEvents.", "1.0")

FROM_US = (
    _VERSION,
    Header("ce_id", True, "The record's id, a UUID; a repeat has the same one.", _ID),
    Header("ce_source", True, "The municipality and the service that says it.", "/liepaja/intake"),
    Header("ce_type", True, "Which message this is.", "lv.tilts.partner.referral-registered.v1"),
    Header("ce_subject", True, "The record's key: records of one key are in order.", "VP-LPX-2026-48211"),
    Header("ce_time", True, "When it happened.", "2026-03-17T07:42:11.305Z"),
    Header(
        "ce_dataschema",
        True,
        "The name of the body's schema.",
        "urn:tilts:schema:lv.tilts.partner.referral-registered.v1",
    ),
    Header("content-type", True, "Always JSON.", "application/json"),
    Header("ce_municipality", True, "The municipality, as in the topic's name.", "liepaja"),
    Header("ce_correlationid", True, "The same for all that one message led to.", _ID),
    Header("ce_causationid", False, "The id of the record that caused this one.", _ID),
    Header("ce_traceparent", False, "W3C trace context.", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
)
ON_CORE_TOPICS = (
    Header("ce_position", True, "The place in the partition's log, without gaps.", "1042"),
    Header("ce_epoch", True, "The log's epoch; rises when a log is restored from a backup.", "1"),
)
FROM_PARTNERS = (
    Header(
        "ce_id",
        True,
        "Your id of this message, at most 200 letters, digits and signs of ASCII without a space, "
        "new for each message, naming nobody: "
        "we know a message by a digest when its id cannot be used. After a timeout send the "
        "message again with the same id and body: it counts once. The same id with another body is rejected.",
        _ID,
    ),
    Header("ce_type", True, "Which message this is.", "lv.tilts.partner.referral-submitted.v1"),
    _VERSION,
    Header(
        "ce_source",
        True,
        "Your system, as a URI reference; for people who search for a fault.",
        "/valsts-policija/rems",
    ),
    Header("ce_time", False, "When you wrote it.", "2026-03-17T07:42:10.950Z"),
    Header("content-type", False, "JSON is assumed.", "application/json"),
    Header("ce_correlationid", False, "An id of your own that our receipts repeat, at most 100 characters.", _ID),
    Header("ce_traceparent", False, "W3C trace context, if you trace.", FROM_US[-1].example),
)
