from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.frozen import from_json, to_json
from rag.records import Claim, Quantity, Scene

words = st.text(max_size=8)
quantities = st.builds(
    Quantity,
    low=st.none() | st.floats(max_value=0, allow_nan=False),
    high=st.none() | st.floats(min_value=0, allow_nan=False),
    unit=words,
)
scenes = st.builds(Scene, key=words, when=st.none() | words, cues=st.lists(words, max_size=3).map(tuple))
claims = st.builds(
    Claim,
    article_id=words,
    start=st.just(5),
    end=st.just(8),
    quote=st.just("abc"),
    context_start=st.integers(0, 5),
    quantity=st.none() | quantities,
    focus=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    terms=st.frozensets(words, max_size=4),
    polarity=st.sampled_from(["asserted", "denied"]),
    holder=st.none() | words,
    scene=scenes,
)


@given(claims)
def test_a_claim_comes_back_as_it_was(claim: Claim) -> None:
    assert from_json(Claim, to_json(claim)) == claim


def test_equal_claims_give_equal_lines() -> None:
    one, other = Scene(cues=("a", "b")), Scene(cues=("a", "b"))

    assert to_json(one) == to_json(other)


@dataclass(frozen=True)
class Grown:
    """A record that gained a field since its text was written."""

    name: str
    weight: float = 1.5


def test_a_field_that_is_missing_takes_its_default_and_an_unknown_one_is_left_out() -> None:
    assert from_json(Grown, json.dumps({"name": "a", "gone": 3})) == Grown(name="a", weight=1.5)


def test_text_that_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="a Claim cannot be made of"):
        from_json(Claim, "[1]")
