"""Reach: how is llama.cpp brought into this process so that it disturbs nobody?

Idle threads sleep (two spinning ones beside another busy process fell to a third of a token a second), and nothing is
written to the terminal. Knows no model.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

from rag.errors import ModelError


@cache
def library() -> Any:
    """llama_cpp, imported with sleeping threads and without its log.

    Raises:
        ModelError: it is not installed, or does not run on this machine.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelError(f"llama-cpp-python cannot be loaded ({error}); install it, or ask with --no-model") from error
    silence = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(silence, ctypes.c_void_p(0))
    _kept.append(silence)
    for module in (llama_cpp.llama, llama_cpp._internals):
        module.suppress_stdout_stderr = _leave_output
    return llama_cpp


def _leave_output(*, disable: bool = True) -> AbstractContextManager[None]:
    """Leave the output of the process as it is.

    llama_cpp would point it at nothing while a model loads, and what the program itself says meanwhile,
    an error or an answer, would be lost: the model loads in the background.
    """
    return nullcontext()


_kept: list[Any] = []  # llama.cpp calls the log function for as long as the process lives


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
