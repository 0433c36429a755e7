"""Export: how does llama.cpp read the trained adapter?

A folder of peft in, one GGUF file of F16 out. llama.cpp turns pairs of neighbouring values where transformers turns
halves, so the rows of what makes queries and keys are put in its order.

    python -m training.adapter.export --adapter training/out/adapter --out rag/models/data/smollm2-jobs.gguf
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADS, KEY_HEADS, LAYERS = 9, 3, 30
_NAME = re.compile(r"base_model\.model\.(?P<layer>.*)\.lora_(?P<part>[AB])\.weight")


def export(adapter: Path, out: Path) -> int:
    """Write the adapter as GGUF and return how many tensors it has."""
    import gguf
    import numpy as np
    from safetensors.torch import load_file

    settings = json.loads((adapter / "adapter_config.json").read_text())
    writer = gguf.GGUFWriter(out, "llama")
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(settings["lora_alpha"]))
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, LAYERS)
    tensors = load_file(adapter / "adapter_model.safetensors")
    for key, tensor in sorted(tensors.items()):
        match = _NAME.fullmatch(key)
        name = names.get_name(f"{match['layer']}.weight", try_suffixes=(".weight",)) if match else None
        if match is None or name is None:
            raise ValueError(f"llama.cpp knows no tensor for {key}")
        values = in_order(tensor.float().numpy(), key) if match["part"] == "B" else tensor.float().numpy()
        writer.add_tensor(f"{name}.lora_{match['part'].lower()}", np.ascontiguousarray(values.astype(np.float16)))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return len(tensors)


def restore(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """The tensors of an exported adapter under the names that peft gives them, to train on from there."""
    import gguf
    import numpy as np

    found = {tensor.name: np.array(tensor.data, dtype=np.float32) for tensor in gguf.GGUFReader(path).tensors}
    known = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, LAYERS)
    restored = {}
    for key in names:
        match = _NAME.fullmatch(key)
        name = known.get_name(f"{match['layer']}.weight", try_suffixes=(".weight",)) if match else None
        if match is None or name is None:
            raise ValueError(f"llama.cpp knows no tensor for {key}")
        values = found[f"{name}.lora_{match['part'].lower()}"]
        restored[key] = in_order(values, key, back=True) if match["part"] == "B" else values
    return restored


def in_order(rows: Any, key: str, *, back: bool = False) -> Any:
    """The rows in llama.cpp's order, or back in that of peft, where they make queries or keys."""
    heads = HEADS if "q_proj" in key else KEY_HEADS if "k_proj" in key else 0
    if not heads:
        return rows
    half = rows.shape[0] // heads // 2
    parts = (half, 2) if back else (2, half)
    return rows.reshape(heads, *parts, *rows.shape[1:]).swapaxes(1, 2).reshape(rows.shape)


def main(arguments: Sequence[str] | None = None) -> int:
    """Export the adapter."""
    parser = argparse.ArgumentParser(prog="training.adapter.export", description="Export the adapter for llama.cpp.")
    parser.add_argument("--adapter", type=Path, required=True, help="folder written by training.adapter.train")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    count = export(options.adapter, options.out)
    print(f"{options.out}: {count} tensors, {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
