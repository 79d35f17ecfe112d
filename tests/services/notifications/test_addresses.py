"""Where a webhook may lead: to the public internet, and in development to this machine."""

import socket
from urllib.parse import urlsplit

import pytest

from services.notifications.sending.addresses import ForbiddenAddress, address_of

PUBLIC = ["http://9.9.9.9/", "https://9.9.9.9:8443/x", "https://[2620:fe::fe]/", "https://[64:ff9b::909:909]/"]
LOOPBACK = ["http://127.0.0.1/", "http://127.9.9.9:80/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"]
LOOPBACK += ["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://[64:ff9b::127.0.0.1]/"]
PRIVATE = [
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[::]/",
    "http://[::ffff:192.168.1.1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b::169.254.169.254]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:4136:e378:8000:63bf:f5ff:fffe]/",
    "http://0xa9fea9fe/latest/meta-data",
    "http://2130706433.invalid@192.168.1.1/",
]


@pytest.mark.parametrize("url", PUBLIC)
async def test_a_public_address_is_used_as_it_is(url):
    assert await address_of(urlsplit(url), loopback=False) == urlsplit(url).hostname


@pytest.mark.parametrize("loopback", [True, False])
@pytest.mark.parametrize("url", PRIVATE)
async def test_a_private_address_is_never_used(url, loopback):
    with pytest.raises(ForbiddenAddress, match="not public"):
        await address_of(urlsplit(url), loopback=loopback)


@pytest.mark.parametrize("found", [["9.9.9.9", "10.0.0.1"], ["10.0.0.1", "9.9.9.9"]])
async def test_a_name_with_one_private_address_among_others_is_never_used(monkeypatch, found):
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(ForbiddenAddress, match="not public"):
        await address_of(urlsplit("https://agency.example/"), loopback=False)


@pytest.mark.parametrize("url", [*LOOPBACK, "http://localhost/"])
async def test_this_machine_is_for_development_only(url):
    assert await address_of(urlsplit(url), loopback=True)
    with pytest.raises(ForbiddenAddress):
        await address_of(urlsplit(url), loopback=False)
