"""A model comes from a hub whole and unchanged, or not at all; the hub is played on the loopback."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.models.hub import cached, fetch, offer
from tests.models.hub import WEIGHTS, Hub

FILE = "/harbour/tiny/resolve/main/tiny.gguf"


def test_what_a_file_is_is_known_before_it_is_fetched(hub: Hub) -> None:
    offered = offer("harbour/tiny", "tiny.gguf")

    assert (offered.size, offered.licence) == (len(WEIGHTS), "apache-2.0")
    assert offered.sha256 == hashlib.sha256(WEIGHTS).hexdigest()
    assert not any(line.startswith("GET /harbour") for line in hub.asked)


def test_a_file_comes_whole_with_its_progress_and_is_kept(hub: Hub) -> None:
    heard: list[tuple[int, int]] = []

    path = fetch(offer("harbour/tiny", "tiny.gguf"), progress=lambda done, total: heard.append((done, total)))

    assert path.read_bytes() == WEIGHTS
    assert cached("harbour/tiny", "tiny.gguf") == path
    assert len(heard) > 1
    assert heard[-1] == (len(WEIGHTS), len(WEIGHTS))
    assert heard == sorted(heard)


def test_a_download_that_was_cut_short_goes_on_where_it_ended(hub: Hub) -> None:
    hub.breaks_after = 700_000
    with pytest.raises(ModelError, match="what has come is kept"):
        fetch(offer("harbour/tiny", "tiny.gguf"))
    hub.breaks_after = None
    [part] = _cache(hub).rglob("*.part")
    there = part.stat().st_size

    assert 0 < there <= 700_000
    assert fetch(offer("harbour/tiny", "tiny.gguf")).read_bytes() == WEIGHTS
    assert f"GET {FILE} from {there}" in hub.asked
    assert list(_cache(hub).rglob("*.part")) == []


def test_a_file_with_another_checksum_is_thrown_away(hub: Hub) -> None:
    hub.sends[FILE] = WEIGHTS[:-1] + b"!"

    with pytest.raises(ModelError, match=r"came with another checksum .* and was thrown away; fetch it again"):
        fetch(offer("harbour/tiny", "tiny.gguf"))
    assert cached("harbour/tiny", "tiny.gguf") is None
    assert list(_cache(hub).rglob("*.part")) == []


def test_a_disk_that_is_too_small_is_an_error_before_anything_comes(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = offer("harbour/tiny", "tiny.gguf")
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 1000})())

    with pytest.raises(ModelError, match=r"needs 1 MB, and .* has 0 MB free; make room"):
        fetch(offered)
    assert f"GET {FILE}" not in hub.asked


def test_a_file_that_the_repository_lacks_is_an_error(hub: Hub) -> None:
    with pytest.raises(ModelError, match=r"harbour/tiny has no file large\.gguf"):
        offer("harbour/tiny", "large.gguf")


def test_a_repository_that_the_hub_lacks_is_an_error(hub: Hub) -> None:
    with pytest.raises(ModelError, match="gives no repository nobody/nothing"):
        offer("nobody/nothing", "tiny.gguf")


def test_a_hub_that_does_not_answer_is_an_error(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")

    with pytest.raises(ModelError, match=r"could not be reached for harbour/tiny/tiny\.gguf .*; check the connection"):
        offer("harbour/tiny", "tiny.gguf")


def test_a_machine_told_to_stay_offline_is_an_error_that_says_so(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(ModelError, match=r"tiny\.gguf is not in the cache, and HF_HUB_OFFLINE forbids"):
        offer("harbour/tiny", "tiny.gguf")
    assert hub.asked == []


def _cache(_hub: Hub) -> Path:
    from rag.models.hub import cache_folder

    return cache_folder()
