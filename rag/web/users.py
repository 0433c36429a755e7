"""Let in: which readers does this server know, and is this their password?

A file of names and hashed passwords in, yes or no out. A line is ``name:scrypt:n:r:p:salt:key``, made
by ``rag user``; the password itself stands nowhere.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from rag.errors import UsageError

_N, _R, _P = 2**14, 8, 1
MOST_TRIES, PAUSE_SECONDS = 8, 30.0
SHORTEST = 8
_MAKE = "make its lines with: rag user NAME >> FILE"


def line_for(name: str, password: str) -> str:
    """The line of a user's file for a name and its password."""
    if not name or ":" in name or name != name.strip() or not name.isprintable():
        raise UsageError(f"the name {name!r} cannot be used: choose one without colons and without spaces around it")
    if len(password) < SHORTEST:
        raise UsageError(f"the password has {len(password)} characters; choose at least {SHORTEST}")
    salt = secrets.token_bytes(16)
    return f"{name}:scrypt:{_N}:{_R}:{_P}:{salt.hex()}:{_key(password, salt, _N, _R, _P).hex()}"


class Users:
    """The readers that a file names. Too many wrong passwords for one name close it for half a minute."""

    def __init__(self, file: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lines = _read(file)
        self._nobody = line_for("nobody", secrets.token_hex(16)).split(":")
        self._failed: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def know(self, name: str, password: str) -> bool:
        """Whether this is the password of that reader; an unknown name takes as long as a wrong password."""
        if self._is_closed(name):
            return False
        _, _, n, r, p, salt, key = self._lines.get(name, self._nobody)
        found = _key(password, bytes.fromhex(salt), int(n), int(r), int(p))
        is_right = secrets.compare_digest(found, bytes.fromhex(key)) and name in self._lines
        self._count(name, is_right=is_right)
        return is_right

    def _is_closed(self, name: str) -> bool:
        with self._lock:
            tries, last = self._failed.get(name, (0, 0.0))
            return tries >= MOST_TRIES and self._clock() - last < PAUSE_SECONDS

    def _count(self, name: str, *, is_right: bool) -> None:
        with self._lock:
            tries, last = self._failed.pop(name, (0, 0.0))
            if not is_right and name in self._lines:
                tries = tries if self._clock() - last < PAUSE_SECONDS else 0
                self._failed[name] = (tries + 1, self._clock())


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=2**26, dklen=32)


def _read(file: Path) -> dict[str, list[str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the users' file {file} cannot be read ({error}); {_MAKE}") from error
    named = [(number, line.split(":")) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    for number, parts in named:
        if not _is_sound(parts):
            raise UsageError(f"line {number} of the users' file {file} is no user; {_MAKE}")
    if not named:
        raise UsageError(f"the users' file {file} names nobody; {_MAKE}")
    return {parts[0]: parts for _, parts in named}


def _is_sound(parts: list[str]) -> bool:
    if len(parts) != 7 or not parts[0] or parts[1] != "scrypt" or not all(part.isdecimal() for part in parts[2:5]):
        return False
    n, r, p = (int(part) for part in parts[2:5])
    try:
        salt, key = bytes.fromhex(parts[5]), bytes.fromhex(parts[6])
    except ValueError:
        return False
    return 2 <= n <= 2**16 and n & (n - 1) == 0 and 1 <= r <= 8 and 1 <= p <= 4 and len(salt) >= 8 and len(key) == 32
