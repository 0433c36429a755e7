"""llama.cpp is a quiet guest: it writes nothing, and hides nothing that the program itself says."""

from __future__ import annotations

import sys

import pytest

from rag.models.language import Message
from rag.models.llama_library import library
from rag.models.opening import open_model


def test_what_is_said_while_a_model_loads_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    llama_cpp = library()

    for module in (llama_cpp.llama, llama_cpp._internals):
        with module.suppress_stdout_stderr(disable=False):
            print("an answer")
            print("an error", file=sys.stderr)

    heard = capfd.readouterr()
    assert (heard.out, heard.err) == ("an answer\n" * 2, "an error\n" * 2)


def test_a_model_that_loads_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    model = open_model("smollm2")
    pieces = list(model.stream([Message(role="user", content="Say yes.")], max_tokens=2))

    assert pieces
    heard = capfd.readouterr()
    assert (heard.out, heard.err) == ("", "")
