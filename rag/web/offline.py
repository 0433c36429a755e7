"""Stay at home: may this process reach another machine?

A switch in, an error for every connection out. It listens where Python itself reports what it is
about to do (audit events), beneath every library: connecting, sending, and asking for the address of
a name. Loopback stays open, which the pages themselves need.
"""

from __future__ import annotations

import ipaddress
import os
import sys
import threading
from typing import Any

REFUSED = "the offline switch is on, and nothing may leave this machine: turn it off in the settings"
_ADDRESSED = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_on = threading.Event()
_installed = threading.Lock()
_hooks: list[Any] = []


def switch(is_on: bool) -> None:
    """Turn it on or off for this whole process; the model hub's own code is told as well."""
    with _installed:
        if not _hooks:
            sys.addaudithook(_watch)  # a hook stays for the life of the process; the switch decides what it does
            _hooks.append(_watch)
    (_on.set if is_on else _on.clear)()
    os.environ["HF_HUB_OFFLINE"] = "1" if is_on else "0"


def is_on() -> bool:
    """Whether nothing may leave."""
    return _on.is_set()


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket.") or not _on.is_set():
        return
    if event in _ADDRESSED and not _is_home(arguments[1]):
        raise OSError(REFUSED)
    if event in _NAMED and not _is_local_name(arguments[0]):
        raise OSError(REFUSED)


def _is_home(address: Any) -> bool:
    """Whether a socket's address is of this machine; a path is, and None is a socket connected before."""
    return not isinstance(address, tuple) or _is_local_name(address[0])


def _is_local_name(host: Any) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None or name in ("", "localhost"):
        return True
    try:
        found = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified
