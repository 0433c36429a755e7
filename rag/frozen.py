"""Freeze: how does a record become a line of JSON, and that line the same record again?

Any frozen dataclass of the project in, text out, and back: nested records, tuples, frozen sets and
optional values. A value that is its field's default is not written; a field that the text lacks
takes its default and one that the record lacks is left out, so records may grow. Knows no table.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Reader = Callable[[Any], Any]


def to_json(record: Any) -> str:
    """Write a record as one line of JSON; sets are sorted, so equal records give equal lines."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Record], text: str) -> Record:
    """Read a record of this kind back; raise ``ValueError`` or ``TypeError`` for text that is none."""
    record: Record = _record(kind, json.loads(text))
    return record


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        held = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(one) for field, one in held if one != _default(field)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _default(field: Field[Any]) -> Any:
    """The default of a field, which is not written; ``MISSING``, equal to nothing, where it has none."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def _record(kind: Any, values: Any) -> Any:
    if not isinstance(values, dict):
        raise TypeError(f"a {kind.__name__} cannot be made of {values!r:.80}")
    readers = _readers(kind)
    known = {name: value for name, value in values.items() if name in readers}
    for name, reader in _converted(kind):
        if known.get(name) is not None:
            known[name] = reader(known[name])
    return kind(**known)


@cache
def _converted(kind: Any) -> tuple[tuple[str, Reader], ...]:
    """The fields of a record whose values JSON cannot hold as they are."""
    return tuple((name, reader) for name, reader in _readers(kind).items() if reader is not None)


@cache
def _readers(kind: Any) -> dict[str, Reader | None]:
    """For every field what turns its JSON value into its own; None where the two are the same."""
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Reader | None:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _reader(next(one for one in inner if one is not types.NoneType))
    if origin is frozenset:
        return frozenset
    if origin is tuple:
        return _tuple_reader(inner)
    return partial(_record, hint) if is_dataclass(hint) else None


def _tuple_reader(inner: tuple[Any, ...]) -> Reader:
    reader = _reader(inner[0])  # the tuples of our records hold values of one kind
    return tuple if reader is None else lambda values: tuple(reader(value) for value in values)
