"""Models for these tests: a cache of their own, and the packaged model loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.models.language import LanguageModel
from rag.models.opening import open_model


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A user's cache that is thrown away."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_cache_path", lambda *_names, **_options: folder)
        yield folder


@pytest.fixture(scope="session")
def smollm(cache: Path) -> LanguageModel:
    """The packaged model, with its faster copy in the test's own cache."""
    return open_model("smollm2")
