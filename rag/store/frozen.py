"""Freeze: how does a record become a line of JSON, and that line the same record again?

Any frozen dataclass of the project in, text out, and back: nested records, tuples, frozen sets and
optional values. A field that the text lacks takes its default and one that the record lacks is left
out, so records may grow. Knows no table.
"""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_json(record: Any) -> str:
    """Write a record as one line of JSON; sets are sorted, so equal records give equal lines."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Record], text: str) -> Record:
    """Read a record of this kind back; raise ``ValueError`` or ``TypeError`` for text that is none."""
    record: Record = _record(kind, json.loads(text))
    return record


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _record(kind: Any, values: Any) -> Any:
    if not isinstance(values, dict):
        raise TypeError(f"a {kind.__name__} cannot be made of {values!r:.80}")
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in values.items() if name in hints})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _typed(next(one for one in inner if one is not types.NoneType), value)
    if origin is frozenset:
        return frozenset(value)
    if origin is tuple:
        return tuple(_typed(one, part) for one, part in zip(_parts(inner, len(value)), value, strict=True))
    return _record(hint, value) if is_dataclass(hint) else value


def _parts(inner: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    return (inner[0],) * count if inner[-1] is Ellipsis else inner
