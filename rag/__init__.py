"""Ask a folder of news articles, on this machine, and see where its sources disagree.

```python
import rag

with rag.Archive("index") as archive:
    archive.sync("seeds")
    print(archive.ask("How many died?").answer)
```

Every name is loaded when it is first asked for, so that ``import rag`` imports nothing heavy.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "rag.archive": ("Archive",),
    "rag.errors": ("RagError", "UsageError", "ArticleError", "IndexingError", "ModelError"),
    "rag.records": (
        "Answer",
        "Article",
        "Citation",
        "Claim",
        "Coverage",
        "Event",
        "Finding",
        "Hit",
        "Passage",
        "Position",
        "Quantity",
        "Scene",
        "Sentence",
        "Voice",
    ),
    "rag.reports": ("Folder", "Removal", "Status", "SyncReport", "Unread", "Wanted"),
    "rag.settings": ("Settings",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__version__ = "0.1.0"
__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    """Load one of the public names from the module that it lives in."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
