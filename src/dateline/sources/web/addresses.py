"""Which network addresses may be connected to: public ones, unless private ones are allowed; never by name alone."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from dateline.errors import ForbiddenAddress, TooSlow, Unreachable

Address = IPv4Address | IPv6Address
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""NAT64 (RFC 6052, RFC 8215): the last 32 bits are an IPv4 address."""


def is_public(address: Address) -> bool:
    """Whether an address is on the public Internet, also where it wraps an IPv4 address that is or is not."""
    if isinstance(address, IPv6Address):
        inner = wrapped(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def wrapped(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible, 6to4, Teredo or NAT64."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in TRANSLATED) or 1 < int(address) < 2**32:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def allowed(host: str, port: int, private: bool, seconds: float) -> list[str]:
    """The addresses of a host, in the resolver's order, that may be connected to.

    Raises ForbiddenAddress where all of them are private and `private` is false, Unreachable where the name has none,
    TooSlow where the resolver does not answer in time.
    """
    found = resolve(host, port, seconds)
    public = [address for address in found if private or is_public(ip_address(address.partition("%")[0]))]
    if not public:
        shown = found[0] if found[0] == host else f"{host} ({found[0]})"
        raise ForbiddenAddress(f"{shown} is not a public address; --allow-private lets it be asked")
    return public


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host by the system's resolver, which is left behind where it takes too long."""
    found: list[str] = []
    trouble: list[Exception] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            trouble.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, seconds))
    if trouble or (not found and not asking.is_alive()):
        raise Unreachable(f"the host {host} is not known")
    if not found:
        raise TooSlow(f"the address of the host {host} was not told in time")
    return found
