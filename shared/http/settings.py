"""What an HTTP application needs to know of its deployment."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """`cors_origins` are the origins of staff pages that may call from a browser; `max_body_bytes` bounds every body
    but those of the paths in `larger_bodies`.

    Outside `development` answers carry Strict-Transport-Security, since there a TLS front stands before the service.
    """

    cors_origins: tuple[str, ...] = ()
    max_body_bytes: int = 1_048_576
    larger_bodies: Mapping[str, int] = field(default_factory=dict)
    development: bool = False
