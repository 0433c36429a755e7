"""Train: how do the packaged weights learn our three jobs with a few added ones?

Unpacked weights and examples in, a LoRA adapter of peft out, in parts: a checkpoint after every so many steps, from
which a stopped training goes on with the same batches. bfloat16 products, float32 adapter, loss on replies alone.

    python -m training.adapter.train --base training/out/base --out training/out/adapter [--minutes 60] [--start GGUF]

``--start`` goes on from an exported adapter, at half the rate, as after a change of the jobs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.adapter.examples import Example, examples
from training.adapter.export import restore

SEED = 7
RANK, ALPHA, RATE = 16, 32, 4e-4
BATCH, POOL = 16, 8  # batches are cut from pools of so many batches, sorted by length
MODULES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
SAVED_EVERY = 25
IGNORED = -100


def main(arguments: Sequence[str] | None = None) -> int:
    """Train for so many examples or minutes, whichever ends first, and save the adapter."""
    parser = argparse.ArgumentParser(prog="training.adapter.train", description="Train the adapter.")
    parser.add_argument("--base", type=Path, required=True, help="the unpacked weights (training.adapter.weights)")
    parser.add_argument("--out", type=Path, required=True, help="folder of the adapter and its checkpoints")
    parser.add_argument("--examples", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=Path, help="an exported adapter to go on from")
    options = parser.parse_args(arguments)
    begin = Beginning(base=options.base, start=options.start)
    train(begin, options.out, count=options.examples, minutes=options.minutes, threads=options.threads)
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a training begins with: the unpacked weights, and an adapter to go on from."""

    base: Path
    start: Path | None = None

    @property
    def rate(self) -> float:
        """The highest rate of learning."""
        return RATE / 2 if self.start else RATE


def train(begin: Beginning, out: Path, *, count: int, minutes: float, threads: int) -> None:
    """Go through the examples once, from where the last checkpoint stands, with a rate that falls to nothing."""
    import torch
    from transformers import AutoTokenizer

    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    tokenizer = AutoTokenizer.from_pretrained(begin.base)
    batches = list(_batches(list(examples(count, seed=SEED)), tokenizer))
    model, done = _model(begin, out)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=begin.rate, weight_decay=0.0)
    if done:
        optimiser.load_state_dict(torch.load(out / "optimiser.pt"))
    began, tokens = time.monotonic(), 0
    for step in range(done, len(batches)):
        spent = (time.monotonic() - began) / (60 * minutes)
        if spent >= 1:
            break
        progress = max(step / len(batches), spent)
        for group in optimiser.param_groups:
            group["lr"] = begin.rate * min(1.0, (step + 1) / 10) * max(0.05, 1 - progress)
        loss = _step(model, optimiser, batches[step])
        tokens += int(batches[step][1].sum())
        if step % 5 == 4:
            speed = tokens / (time.monotonic() - began)
            print(
                f"step {step + 1}/{len(batches)} loss {loss:.3f} {speed:.0f} tokens/s {time.monotonic() - began:.0f} s",
                flush=True,
            )
        if step % SAVED_EVERY == SAVED_EVERY - 1:
            _save(model, optimiser, out, step + 1)
    _save(model, optimiser, out, step)


def _model(begin: Beginning, out: Path) -> tuple[Any, int]:
    """The model with a fresh adapter, or with that of the last checkpoint, and how many steps that had."""
    import torch
    from peft import LoraConfig, PeftModel, get_peft_model
    from transformers import AutoModelForCausalLM

    plain = AutoModelForCausalLM.from_pretrained(begin.base, dtype=torch.bfloat16)
    if (out / "steps.json").exists():
        model = PeftModel.from_pretrained(plain, out, is_trainable=True)
        done = int(json.loads((out / "steps.json").read_text())["steps"])
    else:
        config = LoraConfig(r=RANK, lora_alpha=ALPHA, lora_dropout=0.0, target_modules=MODULES, task_type="CAUSAL_LM")
        model, done = get_peft_model(plain, config), 0
        if begin.start:
            _go_on_from(begin.start, model)
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.float()
    model.train()
    return model, done


def _go_on_from(adapter: Path, model: Any) -> None:
    import torch
    from peft import get_peft_model_state_dict, set_peft_model_state_dict

    values = restore(adapter, list(get_peft_model_state_dict(model)))
    set_peft_model_state_dict(model, {name: torch.from_numpy(value) for name, value in values.items()})


def _step(model: Any, optimiser: Any, batch: tuple[Any, Any, Any]) -> float:
    """One step; the last layer is computed for replies alone."""
    import torch

    ids, mask, labels = batch
    inner = model.base_model.model
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = inner.model(input_ids=ids, attention_mask=mask).last_hidden_state
        taught = labels[:, 1:] != IGNORED
        logits = inner.lm_head(states[:, :-1][taught])
    loss = torch.nn.functional.cross_entropy(logits.float(), labels[:, 1:][taught])
    loss.backward()  # type: ignore[no-untyped-call]  # torch's own
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.item())


def _batches(found: list[Example], tokenizer: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Batches of like length, in a random order that the seed fixes."""
    rng = random.Random(SEED)
    pairs = [_tokens(one, tokenizer) for one in found]
    cut = []
    for start in range(0, len(pairs), BATCH * POOL):
        pool = sorted(pairs[start : start + BATCH * POOL], key=lambda pair: len(pair[0]) + len(pair[1]))
        inside = [pool[place : place + BATCH] for place in range(0, len(pool), BATCH)]
        rng.shuffle(inside)
        cut += inside
    for batch in cut:
        yield _padded(batch, tokenizer.eos_token_id)


def _tokens(one: Example, tokenizer: Any) -> tuple[list[int], list[int]]:
    """The prompt and the reply as tokens; contents are never read as control tokens, as in the program."""
    turns = [{"role": "system", "content": one.instruction}, {"role": "user", "content": one.content}]
    prompt = tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
    plain = {"add_special_tokens": False}
    return tokenizer(prompt, **plain).input_ids, tokenizer(one.reply + "<|im_end|>", **plain).input_ids


def _padded(batch: list[tuple[list[int], list[int]]], padding: int) -> tuple[Any, Any, Any]:
    import torch

    longest = max(len(prompt) + len(reply) for prompt, reply in batch)
    ids = torch.full((len(batch), longest), padding)
    mask = torch.zeros((len(batch), longest), dtype=torch.long)
    labels = torch.full((len(batch), longest), IGNORED)
    for row, (prompt, reply) in enumerate(batch):
        whole = prompt + reply
        ids[row, : len(whole)] = torch.tensor(whole)
        mask[row, : len(whole)] = 1
        labels[row, len(prompt) : len(whole)] = torch.tensor(reply)
    return ids, mask, labels


def _save(model: Any, optimiser: Any, out: Path, steps: int) -> None:
    import torch

    model.save_pretrained(out)
    torch.save(optimiser.state_dict(), out / "optimiser.pt")
    (out / "steps.json").write_text(json.dumps({"steps": steps}))


if __name__ == "__main__":
    sys.exit(main())
