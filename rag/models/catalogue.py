"""Know: which small models may a reader choose by a short name, and what do they cost?

Names in, entries out. Sizes and licences are those of the pages that the files stand on; the memory for the context is
reckoned (two times layers, key heads, head size, two bytes and 2,048 tokens). It fetches and opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.settings import PACKAGED_MODEL

UNTRAINED_MODEL = "smollm2-plain"
"""The packaged weights without our adapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A model by name: ``repository`` and ``file`` on the hub, both empty where it comes with a package."""

    name: str
    title: str
    licence: str
    megabytes: int
    context_megabytes: int
    repository: str = ""
    file: str = ""
    note: str = ""

    @property
    def memory_megabytes(self) -> int:
        """What it takes while it runs: its weights and the context."""
        return self.megabytes + self.context_megabytes

    @property
    def hub_name(self) -> str:
        """The name that a hub gives the file."""
        return f"{self.repository}/{self.file}" if self.repository else ""


CATALOGUE = (
    Known(
        name=PACKAGED_MODEL,
        title="SmolLM2 135M Instruct, with this project's adapter",
        licence="Apache-2.0",
        megabytes=269,
        context_megabytes=47,
        note="comes with the program and is trained for its jobs (a 98 MB file, unpacked once)",
    ),
    Known(
        name=UNTRAINED_MODEL,
        title="SmolLM2 135M Instruct, as published",
        licence="Apache-2.0",
        megabytes=269,
        context_megabytes=47,
        note="comes with the program; almost nothing that it writes passes the checks",
    ),
    Known(
        name="qwen2.5-0.5b",
        title="Qwen2.5 0.5B Instruct, Q4_K_M",
        licence="Apache-2.0",
        megabytes=398,
        context_megabytes=25,
        repository="bartowski/Qwen2.5-0.5B-Instruct-GGUF",
        file="Qwen2.5-0.5B-Instruct-Q4_K_M.gguf",
    ),
    Known(
        name="llama-3.2-1b",
        title="Llama 3.2 1B Instruct, Q4_K_M",
        licence="Llama 3.2 Community License",
        megabytes=810,
        context_megabytes=67,
        repository="bartowski/Llama-3.2-1B-Instruct-GGUF",
        file="Llama-3.2-1B-Instruct-Q4_K_M.gguf",
    ),
    Known(
        name="qwen2.5-1.5b",
        title="Qwen2.5 1.5B Instruct, Q4_K_M",
        licence="Apache-2.0",
        megabytes=986,
        context_megabytes=59,
        repository="lmstudio-community/Qwen2.5-1.5B-Instruct-GGUF",
        file="Qwen2.5-1.5B-Instruct-Q4_K_M.gguf",
    ),
    Known(
        name="smollm2-1.7b",
        title="SmolLM2 1.7B Instruct, Q4_K_M",
        licence="Apache-2.0",
        megabytes=1060,
        context_megabytes=403,
        repository="HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF",
        file="smollm2-1.7b-instruct-q4_k_m.gguf",
    ),
)


def known(name: str) -> Known | None:
    """The entry of this name, None where there is none."""
    return next((entry for entry in CATALOGUE if entry.name == name), None)
