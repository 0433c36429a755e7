"""What the adapter learns from is the program's own prompts, with replies that its gates let pass."""

from __future__ import annotations

import gguf

from rag.answers import rewrite, summarise, write
from rag.models.opening import packaged_adapter
from training.adapter.examples import examples, hand_written
from training.adapter.export import in_order, restore
from training.adapter.told import told

MEGABYTES = 12


def test_the_seed_fixes_the_examples() -> None:
    assert list(examples(40, seed=3)) == list(examples(40, seed=3))
    assert list(examples(40, seed=3)) != list(examples(40, seed=4))


def test_every_job_is_taught_by_its_own_prompt() -> None:
    jobs = {example.job: example.instruction for example in examples(200, seed=3)}

    assert jobs == {
        "rewrite": rewrite.JOB.instruction,
        "write": write.JOB.instruction,
        "summarise": summarise.JOB.instruction,
    }


def test_conversations_written_by_hand_pass_the_gate() -> None:
    refused = [one for one in hand_written() if rewrite.strayed(one.standalone, one.follow_up, one.earlier)]

    assert refused == []


def test_sentences_are_told_in_ways_that_the_program_lets_pass() -> None:
    assert len(told()) > 1000
    for one in told()[:50]:
        assert set(one.replies) <= set(summarise.tellings(one.statement))


def test_what_is_told_of_held_out_stories_is_not_learnt_from() -> None:
    both = ({(one.statement.question, one.statement.citation.quote) for one in told(held_out=h)} for h in (True, False))
    held, learnt = both

    assert held
    assert not held & learnt


def test_the_shipped_adapter_is_small() -> None:
    path = packaged_adapter()

    assert path is not None
    assert path.stat().st_size < MEGABYTES * 1_000_000


def test_training_can_go_on_from_the_shipped_adapter() -> None:
    path = packaged_adapter()
    assert path is not None
    key = "base_model.model.model.layers.0.self_attn.q_proj.lora_{}.weight"

    found = restore(path, [key.format("A"), key.format("B")])
    shipped = {tensor.name: tensor.data for tensor in gguf.GGUFReader(path).tensors}

    assert [values.shape for values in found.values()] == [(16, 576), (576, 16)]
    assert (in_order(found[key.format("B")], key) == shipped["blk.0.attn_q.weight.lora_b"]).all()
