"""Address: may this address be fetched from, and which machine stands behind it?

A URL in, its parts and the internet addresses of its host out, or a ``UsageError``. Only http and https,
and only machines of the public internet unless the reader says otherwise: a page, a feed or a redirect
could name a printer, a cloud's inner service or this very machine. Opens no connection.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit, urlunsplit

from rag.errors import ArticleError, UsageError

_NAT64 = IPv6Network("64:ff9b::/96")
_LOW_32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A URL in the form in which it is asked for; ``target`` is the path with its query."""

    url: str
    scheme: str
    host: str
    port: int
    target: str


def parsed(url: str) -> Address:
    """Take a URL apart; raises ``UsageError`` for one that is not http or https, or has no whole host."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except (ValueError, UnicodeError):
        raise UsageError(f"{_shown(url)} is no address: write one such as https://example.org/story") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"{_shown(url)} cannot be fetched: only http and https addresses can")
    if parts.username is not None:
        raise UsageError(f"{_shown(url)} holds a password: leave it out, or save the page and index the file")
    path, query = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~?-._")
    authority = parts.netloc.lower() if host == parts.hostname else host + (f":{port}" if parts.port else "")
    whole = urlunsplit((parts.scheme, authority, path, query, ""))
    return Address(url=whole, scheme=parts.scheme, host=host, port=port, target=path + (query and f"?{query}"))


def machines(address: Address, *, allow_private: bool) -> tuple[str, ...]:
    """The internet addresses of a host, resolved now; raises where one of them is not public.

    Whoever connects must connect to one of these and not resolve the name again, or a name that
    changes its mind in between leads elsewhere.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        fact = getattr(error, "strerror", None) or "its name cannot be resolved"
        raise ArticleError(
            f"{_shown(address.url)} cannot be reached ({str(fact).lower()}); check the address"
        ) from None
    hosts = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [host for host in hosts if not is_public(host)]
    if private and not allow_private:
        cure = "allow it with --allow-private if you trust the address"
        raise UsageError(f"{_shown(address.url)} leads into a private network ({private[0]}): {cure}")
    return hosts


def is_public(host: str) -> bool:
    """Whether an internet address is one of the public internet, whatever form it is wrapped in."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _unwrapped(address))


def _unwrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """An address, or the IPv4 ones that it carries inside (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner = [*(address.teredo or ()), *([address.sixtofour] if address.sixtofour else [])]
    if address in _NAT64 or int(address) <= _LOW_32:
        inner = [IPv4Address(int(address) & _LOW_32)]
    return [address, *inner] if address not in _NAT64 else list(inner)


def _shown(url: str) -> str:
    """An address fit for one line of an error, without a password."""
    text = "".join(one if one.isprintable() else "\ufffd" for one in url.strip())[:200]
    scheme, mark, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"
