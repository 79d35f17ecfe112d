"""HTML pages: nothing from elsewhere; a style and perhaps a script, which stand in the page and in its policy."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse


class Pages:
    """The templates of one folder, which has their `style.css` as well.

    `forms` says where its forms may be sent. With `script`, a file of the folder, pages may run that and nothing else,
    and it may ask this service and nobody else.
    """

    def __init__(self, folder: Path, *, forms: str = "'none'", script: str | None = None) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._style = (folder / "style.css").read_text(encoding="utf-8")
        self._script = (folder / script).read_text(encoding="utf-8") if script else None
        runs = f"script-src {_named(self._script)}; connect-src 'self'; " if self._script else ""
        self._policy = (
            f"default-src 'none'; style-src {_named(self._style)}; {runs}frame-ancestors 'none'; base-uri 'none'; "
            f"form-action {forms}"
        )

    def page(self, template: str, **values: Any) -> HTMLResponse:
        """The page made of a template; `values` are escaped."""
        html = self._environment.get_template(template).render(style=self._style, script=self._script, **values)
        return HTMLResponse(html, headers={"Content-Security-Policy": self._policy})


def _named(text: str) -> str:
    """A text of the page as a policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


page = Pages(Path(__file__).parent / "templates").page
"""The few pages of every API: what it offers, and what its problems mean."""
