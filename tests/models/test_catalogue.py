"""The catalogue names small models once each, with their licence and cost."""

from __future__ import annotations

import pytest

from rag.models.catalogue import CATALOGUE, Known, known
from rag.models.opening import HUB_NAME
from rag.settings import PACKAGED_MODEL

every_model = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)


def test_the_packaged_model_comes_first() -> None:
    assert CATALOGUE[0].name == PACKAGED_MODEL
    assert known(PACKAGED_MODEL) is CATALOGUE[0]
    assert known("gpt") is None


def test_names_are_told_apart() -> None:
    assert len({entry.name for entry in CATALOGUE}) == len(CATALOGUE)


@every_model
def test_every_model_has_a_licence_and_a_cost(entry: Known) -> None:
    assert entry.licence
    assert entry.memory_megabytes > entry.megabytes > 0


@every_model
def test_every_model_comes_with_a_package_or_has_a_place_on_the_hub(entry: Known) -> None:
    assert bool(entry.note) != bool(HUB_NAME.fullmatch(entry.hub_name))
