"""What the adapter learns from is the program's own prompts, with replies that its gates let pass."""

from __future__ import annotations

from itertools import islice

from rag.answers import condense, rewrite, write
from rag.models.opening import packaged_adapter
from training.adapter.examples import examples, hand_written
from training.adapter.parts import kept_parts

MEGABYTES = 12


def test_the_seed_fixes_the_examples() -> None:
    assert list(examples(40, seed=3)) == list(examples(40, seed=3))
    assert list(examples(40, seed=3)) != list(examples(40, seed=4))


def test_every_job_is_taught_by_its_own_prompt() -> None:
    jobs = {example.job: example.instruction for example in examples(200, seed=3)}

    assert jobs == {
        "rewrite": rewrite.JOB.instruction,
        "write": write.JOB.instruction,
        "condense": condense.JOB.instruction,
    }


def test_conversations_written_by_hand_pass_the_gate() -> None:
    refused = [one for one in hand_written() if rewrite.strayed(one.standalone, one.follow_up, one.earlier)]

    assert refused == []


def test_parts_to_keep_are_parts_of_their_sentence() -> None:
    for kept in islice(kept_parts(), 50):
        parts = condense.parts_of(kept.sentence)
        assert condense.chosen(kept.reply, parts)


def test_the_shipped_adapter_is_small() -> None:
    path = packaged_adapter()

    assert path is not None
    assert path.stat().st_size < MEGABYTES * 1_000_000
