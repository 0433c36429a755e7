"""Make: a GGUF model of random weights, with the words of the packaged one?

The packaged file gives vocabulary and chat template, a seed the weights: a small model that says anything at all. What
it cannot spoil, no model can.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

WIDTH, LAYERS, HEADS, INNER = 64, 2, 4, 128


def make_random_model(source: Path, out: Path, *, seed: int = 7) -> Path:
    """Write a model of random weights that speaks with the vocabulary of ``source``."""
    import gguf
    import numpy as np

    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_context_length(2048)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    _copy_vocabulary(reader, writer)
    rng = np.random.default_rng(seed)
    words = len(reader.fields["tokenizer.ggml.tokens"].data)
    for name, shape in _shapes(words).items():
        is_norm = len(shape) == 1
        values = np.ones(shape) if is_norm else rng.normal(0, 0.5, shape)
        writer.add_tensor(name, values.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return out


def _copy_vocabulary(reader: Any, writer: Any) -> None:
    import gguf

    for name, field in reader.fields.items():
        if not name.startswith("tokenizer."):
            continue
        kind = field.types[0]
        if kind == gguf.GGUFValueType.ARRAY:
            writer.add_array(name, field.contents())
        else:
            writer.add_key_value(name, field.contents(), kind)


def _shapes(words: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {"token_embd.weight": (words, WIDTH), "output_norm.weight": (WIDTH,)}
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        shapes |= {f"{block}{part}.weight": (WIDTH,) for part in ("attn_norm", "ffn_norm")}
        shapes |= {f"{block}attn_{part}.weight": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")}
        shapes |= {f"{block}ffn_{part}.weight": (INNER, WIDTH) for part in ("gate", "up")}
        shapes |= {f"{block}ffn_down.weight": (WIDTH, INNER)}
    return shapes
