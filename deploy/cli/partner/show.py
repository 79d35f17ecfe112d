"""`tilts partner show`: what is agreed with one partner, and what has to be set up for it."""

from typing import Annotated, Any

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from deploy.cli.partner.whose import partner_of
from deploy.conformance import acl
from shared.contracts.topics import EDGE_TOPICS
from shared.settings import Settings


def show(
    code: Annotated[str, typer.Argument(help="The partner's code.")],
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """What a partner may send and by which doors, its topics with the lines for Kafka's ACLs, its webhook."""
    settings = find_deployment(municipality, folder).settings
    known = _known(settings, code)
    if json:
        show_json(known)
        return
    lists = {name: value for name, value in known.items() if name not in ("topics", "acls", "next")}
    console().print(table(["setting", "value"], [(name, _words(value)) for name, value in lists.items()]))
    console().print(table(list(known["topics"][0]), [one.values() for one in known["topics"]]))
    print("\nOn Apache Kafka, once:", *known["acls"], sep="\n")
    print("\ntype next:", *known["next"], sep="\n")


def _known(settings: Settings, code: str) -> dict[str, Any]:
    partner, municipality = partner_of(settings, code), settings.municipality.slug
    return {
        "partner": code,
        "kind": partner.kind,
        "name": partner.name.lv,
        "channels": list(partner.channels),
        "sends": list(partner.sends),
        "notice channels": list(partner.notice_channels),
        "webhook": partner.webhook_url and str(partner.webhook_url),
        "webhook secret": "set" if partner.webhook_secret else "not set",
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


def _words(value: Any) -> str:
    return ", ".join(value) or "none" if isinstance(value, list) else str(value or "none")
