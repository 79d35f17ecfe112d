"""HTML pages: no script, nothing from elsewhere, one style, which stands in the page and is named in its policy."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse


class Pages:
    """The templates of one folder, which has their `style.css` as well. `forms` says where its forms may be sent."""

    def __init__(self, folder: Path, *, forms: str = "'none'") -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._style = (folder / "style.css").read_text(encoding="utf-8")
        digest = b64encode(sha256(self._style.encode()).digest()).decode()
        self._policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; "
            f"form-action {forms}"
        )

    def page(self, template: str, **values: Any) -> HTMLResponse:
        """The page made of a template; `values` are escaped."""
        html = self._environment.get_template(template).render(style=self._style, **values)
        return HTMLResponse(html, headers={"Content-Security-Policy": self._policy})


page = Pages(Path(__file__).parent / "templates").page
"""The few pages of every API: what it offers, and what its problems mean."""
