"""Which hosts and IP addresses may be requested: protection against requests into private networks.

URLs come from untrusted content, and programs may run inside a private network.
"""

import ipaddress
import re

__all__ = ["is_ip_address", "is_public", "is_unusual_host"]

NUMERIC_HOST = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)
"""Resolvers read such a host as an IPv4 address in octal, hexadecimal or short form."""
NAT64, SIX_TO_FOUR = ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("2002::/16")


def is_ip_address(host: str) -> bool:
    """Return whether a host is an IP address in the usual notation."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def is_unusual_host(host: str) -> bool:
    """Return whether resolvers read a host as an IP address although it is not written as one."""
    return bool(NUMERIC_HOST.fullmatch(host)) and not is_ip_address(host)


def is_public(address: str) -> bool:
    """Return whether an IP address is public, including the IPv4 address that it embeds."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF)))
        if parsed in SIX_TO_FOUR:
            return is_public(str(parsed.sixtofour))
    return parsed.is_global and not parsed.is_multicast
