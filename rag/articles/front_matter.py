"""Part: which fields does a front matter or a side-car give, and where does the body begin?

Text in, a mapping of plain text out, and the body. YAML is read by PyYAML alone and with its
``BaseLoader``: every value stays the text that was written ("2024-05-02T10:00Z" gains no seconds, a
title "No" is no boolean, nothing is constructed), and a fault has its line; python-frontmatter would
add a package and take both away. Does not know what the fields mean.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from rag.errors import ArticleError

LONGEST_FRONT_MATTER = 64_000
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split a text that opens with a line ``---`` into its mapping and the body after it."""
    opening = _FENCE.match(text)
    if not opening:
        return {}, text
    closing = _CLOSE.search(text, opening.end(), opening.end() + LONGEST_FRONT_MATTER)
    if closing:
        source = text[opening.end() : closing.start()]
        return mapping(source, where="a front matter", above=2), text[closing.end() :]
    if re.match(r"\w+[ \t]*:", text[opening.end() :]):
        raise ArticleError("has a front matter that never closes; end it with a line ---")
    return {}, text


def mapping(source: str, *, where: str, above: int = 1) -> dict[str, Any]:
    """Read YAML as a mapping of text, lists and mappings; ``above`` is the number of its first line."""
    kind = where.split(" ", 1)[-1]
    try:
        loaded = yaml.load(source, Loader=yaml.BaseLoader)  # builds text, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + above}" if error.problem_mark else ""
        raise ArticleError(f"has a broken {kind}{line} ({error.problem}); quote the value or mend it") from None
    except (yaml.YAMLError, RecursionError):
        raise ArticleError(f"has a broken {kind}; write plain lines such as title: …") from None
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        raise ArticleError(f"has {where} in line {above} that is no mapping; write lines such as title: …")
    return {key.strip().lower(): value for key, value in loaded.items() if isinstance(key, str)}
