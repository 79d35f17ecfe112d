"""What `tilts up` says last: where everything is, what to type next, how to stop."""

from deploy.services import DEFINITIONS
from deploy.up.folder import STATE, StateFolder
from shared.settings import Settings


def addresses(settings: Settings, folder: StateFolder) -> str:
    """The text, for a terminal or a file."""
    flag = "" if folder.path.parent == STATE else f" --folder {folder.path}"
    apis = [f"  {name:14} {settings.http.base_url(name)}/docs" for name in DEFINITIONS]
    return "\n".join(
        [
            "",
            "Running. The APIs, each with its description:",
            *apis,
            f"  {'broker':14} {', '.join(settings.broker.bootstrap_servers)}",
            f"  {'state':14} {folder.path}",
            "",
            "In another terminal:",
            f"  publish one by hand   tilts publish{flag}",
            f"  see what arrives      tilts tail{flag}",
            f"  see how far it is     tilts status{flag}",
            f"  prove it              tilts verify{flag}",
            f"  a token for the APIs  tilts token supervisor{flag}",
            "",
            "Stop: Ctrl-C",
        ]
    )
