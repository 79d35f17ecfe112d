"""How a service shows the others who it is, whenever it calls one of them."""

from collections.abc import Iterator

import httpx

from shared.security.development import DevelopmentTokens


class ServiceCredentials(httpx.Auth):
    """For `httpx.AsyncClient(auth=…)`: each call carries a new token that stands for `service`.

    The purpose is operations unless the call names another in the header Tilts-Purpose.
    """

    def __init__(self, tokens: DevelopmentTokens, service: str) -> None:
        self._tokens = tokens
        self._service = service

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:
        request.headers["Authorization"] = f"Bearer {self._tokens.for_service(self._service)}"
        yield request
