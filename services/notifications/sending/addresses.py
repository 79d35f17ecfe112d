"""Where a webhook may connect to: the public internet. What a name leads to is checked, and that very address is used.

Otherwise an agency's name could lead into our own network (server-side request forgery), today or after a change of
its DNS entry.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult

_NAT64 = ip_network("64:ff9b::/96")


class ForbiddenAddress(OSError):
    """The name leads to an address that no agency has."""


async def address_of(url: SplitResult, *, loopback: bool) -> str:
    """The address to connect to. Raises ForbiddenAddress when any of the name's is not public; OSError without one.

    `loopback` allows this machine: for development only.
    """
    loop = asyncio.get_running_loop()
    port = url.port or (443 if url.scheme == "https" else 80)
    found = await loop.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)
    addresses = [entry[4][0] for entry in found]
    for address in addresses:
        ip = _meant(ip_address(address))
        if not (ip.is_global and not ip.is_multicast) and not (loopback and ip.is_loopback):
            raise ForbiddenAddress("the webhook's name leads to an address that is not public")
    return addresses[0]


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one leads to by a translation or a tunnel; else the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
