"""The few HTML pages of an API: what it offers, and what its problems mean. No script, nothing from elsewhere."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

_TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_STYLE = (_TEMPLATES / "style.css").read_text()
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def page(template: str, **values: Any) -> HTMLResponse:
    """The page made of a template of this room; `values` are escaped."""
    html = _ENVIRONMENT.get_template(template).render(style=_STYLE, **values)
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})
