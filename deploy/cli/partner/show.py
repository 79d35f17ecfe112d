"""`tilts partner show`: what is agreed with one partner, how it stands, and what came of it."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, say, show_json, table
from deploy.cli.partner.counts import COUNTS, by_day, counts, last_receipt_read
from deploy.cli.partner.credentials import webhook_file
from deploy.cli.partner.standing import if_reachable, standing
from deploy.cli.partner.whose import partner_of
from deploy.conformance import acl
from shared.contracts.topics import EDGE_TOPICS
from shared.settings import Settings
from shared.settings.municipality import provider_id


def show(
    code: Annotated[str, typer.Argument(help="The partner's code.")],
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """What a partner may send, its topics and ACLs; its access and how old its credentials are; what came, by day."""
    settings = find_deployment(municipality, folder).settings
    known = _agreed(settings, code) if code in settings.partners else {}
    seen, away = if_reachable(_seen(settings, code))
    if not known and (away or seen["state"] is None):
        partner_of(settings, code)
    if away:
        say(str(away))
    known |= {"partner": code} | (seen or {})
    if json:
        show_json(known)
        return
    lists = {name: value for name, value in known.items() if name not in ("topics", "acls", "next", "days")}
    console().print(table(["setting", "value"], [(name, _words(value)) for name, value in lists.items()]))
    for name in ("days", "topics"):
        if rows := known.get(name):
            console().print(table(list(rows[0]), [one.values() for one in rows]))
    if "acls" in known:
        print("\nOn Apache Kafka, once:", *known["acls"], sep="\n")
        print("\ntype next:", *known["next"], sep="\n")


async def _seen(settings: Settings, code: str) -> dict[str, Any]:
    """What the databases know of it."""
    partner, counted = await standing(settings, code), (await counts(settings)).get(code, {})
    return {
        "state": partner and partner.state,
        "since": partner and partner.since and partner.since.isoformat(timespec="seconds"),
        "reason": partner and partner.reason,
        "token generation": partner and partner.generation,
        "token since": partner and partner.rotated_at and partner.rotated_at.isoformat(timespec="seconds"),
        "older tokens until": partner and partner.old_until and partner.old_until.isoformat(timespec="seconds"),
        "last receipt read over HTTP": await last_receipt_read(settings, code),
        **{name: counted.get(name, 0) for name in COUNTS},
        "days": await by_day(settings, code),
    }


def _agreed(settings: Settings, code: str) -> dict[str, Any]:
    partner, municipality = partner_of(settings, code), settings.municipality.slug
    return {
        "partner": code,
        "kind": partner.kind,
        "name": partner.name.lv,
        "channels": list(partner.channels),
        "sends": list(partner.sends),
        "notice channels": list(partner.notice_channels),
        "provides": list(partner.provides),
        "provider account": provider_id(municipality, code) if partner.provides else None,
        "written to": {name: to for name in ("email", "sms_number", "e_address") if (to := getattr(partner, name))},
        "language": partner.language,
        "webhook": partner.webhook_url and str(partner.webhook_url),
        "webhook secret": _secret(settings, code),
        "topics": [
            {
                "topic": topic.named(municipality, code),
                "written by": ", ".join(topic.producers),
                "read by": ", ".join(topic.consumers),
                "kept days": topic.retention.days,
            }
            for topic in EDGE_TOPICS
        ],
        "acls": list(acl.lines(settings, code)),
        "next": [
            f"tilts topics -m {municipality}",
            f"tilts token partner --partner {code} -m {municipality}",
            "tilts partner kit",
        ],
    }


def _secret(settings: Settings, code: str) -> str:
    """Whether there is one, and how old its file is."""
    file = webhook_file(settings, code)
    if not settings.partners[code].webhook_secret:
        return "not set"
    if file is None or not file.is_file():
        return "set"
    return f"set {datetime.fromtimestamp(file.stat().st_mtime, UTC):%Y-%m-%d}"


def _words(value: Any) -> str:
    return ", ".join(value) or "none" if isinstance(value, list) else "none" if value is None else str(value)
